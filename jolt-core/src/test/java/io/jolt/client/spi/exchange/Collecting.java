package io.jolt.client.spi.exchange;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to a call's items, and takes as many as it is told to.
 */
class Collecting implements Flow.Subscriber<JoltMessage> {

	final List<String> items = new CopyOnWriteArrayList<>();

	final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final long initially;

	volatile Flow.@Nullable Subscription subscription;

	Collecting(long initially) {
		this.initially = initially;
	}

	static Collecting all() {
		return new Collecting(Long.MAX_VALUE);
	}

	@Override
	public void onSubscribe(Flow.Subscription given) {
		this.subscription = given;
		if (this.initially > 0) {
			given.request(this.initially);
		}
	}

	void request(long n) {
		Flow.Subscription current = this.subscription;
		if (current != null) {
			current.request(n);
		}
	}

	void cancel() {
		Flow.Subscription current = this.subscription;
		if (current != null) {
			current.cancel();
		}
	}

	@Override
	public void onNext(JoltMessage item) {
		this.items.add(item.data());
	}

	@Override
	public void onError(Throwable failure) {
		this.ended.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.ended.complete(null);
	}

}
