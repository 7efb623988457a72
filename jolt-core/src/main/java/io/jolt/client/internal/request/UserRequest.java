package io.jolt.client.internal.request;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.runtime.Completions;
import org.jspecify.annotations.Nullable;

/**
 * A request whose future a user holds: it takes room, has a deadline, and completes away
 * from the reader.
 *
 * @param <T> what the future completes with
 */
public abstract class UserRequest<T> extends Request<T> implements Runnable {

	private final long deadlineNanos;

	// 0 while it has no room; set before it is enqueued
	private int reservedBytes;

	// written by the reader before it hands the completion over, read by the completing
	// thread
	private @Nullable Answer answer;

	UserRequest(byte[] line, long deadlineNanos) {
		super(line);
		this.deadlineNanos = deadlineNanos;
	}

	UserRequest(long deadlineNanos) {
		this.deadlineNanos = deadlineNanos;
	}

	/**
	 * It has room, or has given it back.
	 * @param lineBytes how many bytes, 0 for none
	 */
	public final void reserved(int lineBytes) {
		this.reservedBytes = lineBytes;
	}

	/**
	 * Whether its caller must not write to the socket, which may block beyond the
	 * deadline.
	 * @return {@code false} unless the deadline also applies to the caller
	 */
	public boolean isWrittenElsewhere() {
		return false;
	}

	@Override
	public final long deadlineNanos() {
		return this.deadlineNanos;
	}

	@Override
	public boolean answered(Answer received, long nowNanos, Completions completions) {
		if (!isDone()) {
			this.answer = received;
			completions.add(this);
		}
		return true;
	}

	@Override
	public final void run() {
		conclude(this.answer);
	}

	/**
	 * Completes the future.
	 * @param received the answer, or {@code null} if the broker gives none
	 */
	abstract void conclude(@Nullable Answer received);

	@Override
	public final void failed(JoltException failure, Completions completions) {
		if (!isDone()) {
			completions.add(() -> completeExceptionally(failure));
		}
	}

	@Override
	public final int leaveBuffer() {
		super.leaveBuffer();
		return this.reservedBytes;
	}

	@Override
	public final int release() {
		return (this.reservedBytes > 0) ? 1 : 0;
	}

}
