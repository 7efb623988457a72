package io.jolt.client.spi.exchange;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.jolt.client.JoltReply;
import org.jspecify.annotations.Nullable;

/**
 * A request whose reply has not come. However its future ends, it stops waiting.
 */
final class WaitingRequest extends CompletableFuture<JoltReply> {

	private final String id;

	private final String topic;

	private final long deadlineNanos;

	private final Consumer<WaitingRequest> forget;

	// where its reply comes to; null until it is sent. Written by the thread that sends
	// it, read by any
	private volatile @Nullable Inbox inbox;

	// whether the broker has passed it on; its publish tells every other outcome
	private volatile boolean published;

	/**
	 * Creates a request.
	 * @param id its id
	 * @param topic where it goes
	 * @param deadlineNanos when it fails at the latest
	 * @param forget called when it ends, possibly more than once
	 */
	WaitingRequest(String id, String topic, long deadlineNanos, Consumer<WaitingRequest> forget) {
		this.id = id;
		this.topic = topic;
		this.deadlineNanos = deadlineNanos;
		this.forget = forget;
	}

	String id() {
		return this.id;
	}

	String topic() {
		return this.topic;
	}

	long deadlineNanos() {
		return this.deadlineNanos;
	}

	void sending(Inbox sentFrom) {
		this.inbox = sentFrom;
	}

	boolean isSentFrom(Inbox other) {
		return this.inbox == other;
	}

	void published() {
		this.published = true;
	}

	boolean isPublished() {
		return this.published;
	}

	@Override
	public boolean complete(JoltReply reply) {
		this.forget.accept(this);
		return super.complete(reply);
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
