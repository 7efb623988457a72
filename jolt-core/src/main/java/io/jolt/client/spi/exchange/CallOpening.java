package io.jolt.client.spi.exchange;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import org.jspecify.annotations.Nullable;

/**
 * A call that nobody has accepted yet. If its user gives it up, it remains until its
 * deadline, so that whoever accepts it is told.
 */
final class CallOpening extends CompletableFuture<JoltCall> {

	private final String id;

	private final String topic;

	private final CallOptions options;

	private final long deadlineNanos;

	// written by the thread that sends it, read by any
	private volatile @Nullable Inbox inbox;

	// whether the broker has passed it on; its publish tells every other outcome
	private volatile boolean published;

	CallOpening(String id, String topic, CallOptions options, long deadlineNanos) {
		this.id = id;
		this.topic = topic;
		this.options = options;
		this.deadlineNanos = deadlineNanos;
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

	// what depends on it is the user's own
	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
