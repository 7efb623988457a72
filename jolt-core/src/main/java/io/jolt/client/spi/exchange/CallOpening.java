package io.jolt.client.spi.exchange;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import org.jspecify.annotations.Nullable;

/**
 * A call that nobody has accepted yet. However its future ends, it stops waiting.
 */
final class CallOpening extends CompletableFuture<JoltCall> {

	private final String id;

	private final String topic;

	private final CallOptions options;

	private final long deadlineNanos;

	private final Consumer<CallOpening> forget;

	// written by the thread that sends it, read by any
	private volatile @Nullable Inbox inbox;

	// whether the broker has passed it on; its publish tells every other outcome
	private volatile boolean published;

	CallOpening(String id, String topic, CallOptions options, long deadlineNanos, Consumer<CallOpening> forget) {
		this.id = id;
		this.topic = topic;
		this.options = options;
		this.deadlineNanos = deadlineNanos;
		this.forget = forget;
	}

	String id() {
		return this.id;
	}

	String topic() {
		return this.topic;
	}

	CallOptions options() {
		return this.options;
	}

	long deadlineNanos() {
		return this.deadlineNanos;
	}

	void sending(Inbox sentFrom) {
		this.inbox = sentFrom;
	}

	@Nullable Inbox inbox() {
		return this.inbox;
	}

	void published() {
		this.published = true;
	}

	boolean isPublished() {
		return this.published;
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		this.forget.accept(this);
		return super.completeExceptionally(failure);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		this.forget.accept(this);
		return super.cancel(mayInterruptIfRunning);
	}

	// what depends on it is the user's own
	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
