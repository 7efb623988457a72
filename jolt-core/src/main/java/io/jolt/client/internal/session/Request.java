package io.jolt.client.internal.session;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.transport.Outgoing;

/**
 * A request on its way: it waits to be written, then for its answer. Its future may end
 * before its answer comes; its place in the order of answers remains until then.
 *
 * @param <T> what the future completes with
 */
abstract class Request<T> extends CompletableFuture<T> implements Outgoing {

	/**
	 * The deadline of a request that has none of its own.
	 */
	static final long NEVER = Long.MAX_VALUE;

	private static final byte[] NONE = {};

	// empty where it was never made, or is needed no more; owned by the thread that
	// enqueues it, then by the one that writes it
	private byte[] line;

	Request(byte[] line) {
		this.line = line;
	}

	/**
	 * Creates a request whose line is made when it is needed.
	 */
	Request() {
		this(NONE);
	}

	@Override
	public final byte[] line() {
		return this.line;
	}

	final void line(byte[] encoded) {
		this.line = encoded;
	}

	/**
	 * The line was copied.
	 */
	final void forgetLine() {
		this.line = NONE;
	}

	/**
	 * Whether the broker answers it; otherwise it is complete when it is written.
	 * @return {@code true} unless told otherwise
	 */
	boolean isAnswered() {
		return true;
	}

	/**
	 * Whether an error cannot be meant for it.
	 * @return {@code true} for a request that no broker refuses
	 */
	boolean isNeverRefused() {
		return false;
	}

	/**
	 * When its future fails at the latest.
	 * @return a moment of the environment's clock, or {@link #NEVER}
	 */
	long deadlineNanos() {
		return NEVER;
	}

	/**
	 * Names in messages what its deadline comes from.
	 * @return for example {@code the request time-out}
	 */
	String timeLimit() {
		return "the request time-out";
	}

	/**
	 * It is about to be handed to the socket. Called on the thread that writes.
	 * @param nowNanos the moment
	 */
	void handedOver(long nowNanos) {
	}

	/**
	 * Takes an answer. Called on the reader's thread: no user code may run.
	 * @param answer the answer
	 * @param nowNanos the moment
	 * @param completions runs user code after this returns
	 * @return whether it was the last one; few requests have several
	 */
	abstract boolean answered(Answer answer, long nowNanos, Completions completions);

	/**
	 * It was written and expects no answer. Called on the thread that writes.
	 * @param completions runs user code after this returns
	 */
	void written(Completions completions) {
	}

	/**
	 * Ends the future without an answer. Any thread; does nothing if it has ended.
	 * @param failure why
	 * @param completions runs user code after this returns
	 */
	abstract void failed(JoltException failure, Completions completions);

	/**
	 * Its bytes wait no longer: they were written, or never will be. Called once, by
	 * {@link RequestRoom}.
	 * @return how much room they took
	 */
	int leaveBuffer() {
		this.line = NONE;
		return 0;
	}

	/**
	 * No answer will be taken for it any more: it has come, or never will. Called once,
	 * by {@link RequestRoom}; no user code may run.
	 * @return how many places it took among those that wait for answers
	 */
	int release() {
		return 0;
	}

	/**
	 * Names the request in messages.
	 * @return for example {@code publish to topic 'orders'}
	 */
	abstract String describe();

}
