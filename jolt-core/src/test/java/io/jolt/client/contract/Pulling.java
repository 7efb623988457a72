package io.jolt.client.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

import io.jolt.client.JoltMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A subscriber that asks for messages when a test says so.
 */
class Pulling implements Flow.Subscriber<JoltMessage> {

	final CompletableFuture<Flow.Subscription> begun = new CompletableFuture<>();

	// completes or fails with the stream
	final CompletableFuture<Void> end = new CompletableFuture<>();

	private final List<String> texts = new CopyOnWriteArrayList<>();

	// of all time
	private final AtomicLong requested = new AtomicLong();

	// what came although it was not requested yet, even if it was later
	private final List<String> unasked = new CopyOnWriteArrayList<>();

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.begun.complete(subscription);
	}

	@Override
	public void onNext(JoltMessage message) {
		this.texts.add(message.data());
		if (this.texts.size() > this.requested.get()) {
			this.unasked.add(message.data());
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.end.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.end.complete(null);
	}

	void request(long count) {
		if (count > 0) {
			this.requested
				.getAndUpdate((before) -> (before > Long.MAX_VALUE - count) ? Long.MAX_VALUE : before + count);
		}
		ContractFixture.join(this.begun).request(count);
	}

	void cancel() {
		ContractFixture.join(this.begun).cancel();
	}

	List<String> texts() {
		return List.copyOf(this.texts);
	}

	void awaitExactly(List<String> expected) {
		ContractFixture.await().untilAsserted(() -> assertThat(texts()).hasSizeGreaterThanOrEqualTo(expected.size()));
		assertThat(texts()).isEqualTo(expected);
		assertThat(this.unasked).isEmpty();
	}

}
