package io.jolt.client.internal.request;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.runtime.Completions;
import io.jolt.client.internal.transport.Outgoing;
import io.jolt.client.spi.Deadlines;
import org.jspecify.annotations.Nullable;

/**
 * A pending request: it waits to be written, then for its answer. Its future may end
 * before the answer comes; its place in the order of answers remains until then.
 *
 * @param <T> what the future completes with
 */
public abstract class Request<T> extends CompletableFuture<T> implements Outgoing {

	/**
	 * The deadline of a request without its own.
	 */
	static final long NEVER = Deadlines.NEVER;

	private static final byte[] NONE = {};

	// empty if it was never made or is no longer needed; owned by the thread that
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
	public final void forgetLine() {
		this.line = NONE;
	}

	/**
	 * Whether the broker answers it; otherwise it is complete when it is written.
	 * @return {@code true} unless told otherwise
	 */
	public boolean isAnswered() {
		return true;
	}

	/**
	 * Whether an error cannot be its answer.
	 * @return {@code true} for a request that no broker refuses
	 */
	public boolean isNeverRefused() {
		return false;
	}

	/**
	 * When its future fails at the latest.
	 * @return a time on the environment's clock, or {@link #NEVER}
	 */
	public long deadlineNanos() {
		return NEVER;
	}

	/**
	 * Names the source of its deadline in messages.
	 * @return for example {@code the request time-out}
	 */
	public String timeLimit() {
		return "the request time-out";
	}

	/**
	 * It is about to be handed to the socket. Called on the thread that writes.
	 * @param nowNanos the time now
	 */
	public void handedOver(long nowNanos) {
	}

	/**
	 * Takes an answer. Called on the reader's thread: no user code may run.
	 * @param answer the answer
	 * @param nowNanos the time now
	 * @param completions runs user code after this returns
	 * @return whether it was the last one; few requests have several
	 */
	public abstract boolean answered(Answer answer, long nowNanos, Completions completions);

	/**
	 * It was written and expects no answer. Called on the thread that writes.
	 * @param completions runs user code after this returns
	 */
	public void written(Completions completions) {
	}

	/**
	 * Ends the future without an answer. Any thread; does nothing if it has ended.
	 * @param failure why
	 * @param completions runs user code after this returns
	 */
	public void failed(JoltException failure, Completions completions) {
		completeExceptionally(failure);
	}

	/**
	 * Its bytes no longer wait: they were written, or never will be. Called once, by
	 * {@link RequestRoom}.
	 * @return how much room they took
	 */
	public int leaveBuffer() {
		this.line = NONE;
		return 0;
	}

	/**
	 * It expects no more answers: the answer has come, or never will. Called once, by
	 * {@link RequestRoom}; no user code may run.
	 * @return how many places it took among those that wait for answers
	 */
	public int release() {
		return 0;
	}

	/**
	 * Names the request in messages.
	 * @return for example {@code publish to topic 'orders'}
	 */
	abstract String describe();

	/**
	 * The failure of a request that the broker refused.
	 * @param answer the answer
	 * @return the failure
	 */
	public final JoltRejectedException rejected(Answer answer) {
		return new JoltRejectedException("The broker refused the " + describe() + ": " + answer.words(), answer.code());
	}

	/**
	 * The failure of a request that the broker cannot have seen.
	 * @param why ends the sentence
	 * @return the failure
	 */
	public final JoltNotSentException notSent(String why) {
		return new JoltNotSentException("The " + describe() + " was not sent: " + why);
	}

	/**
	 * The failure of a request that the broker cannot have seen.
	 * @param cause why its connection has ended, if known
	 * @return the failure
	 */
	public final JoltNotSentException notSent(@Nullable Throwable cause) {
		return new JoltNotSentException("The " + describe() + " was not sent: "
				+ ((cause != null) ? cause.getMessage() : "the connection has ended"), cause);
	}

	/**
	 * The failure of a request that was written before its connection ended.
	 * @param cause why the connection has ended, if known
	 * @return the failure
	 */
	public final JoltOutcomeUnknownException unknown(@Nullable Throwable cause) {
		return new JoltOutcomeUnknownException("The outcome of the " + describe()
				+ " is not known because it was written and then the connection ended before the answer"
				+ ((cause != null) ? ": " + cause.getMessage() : ""), cause);
	}

	/**
	 * The failure of a request that was written and is past its deadline.
	 * @return the failure
	 */
	public final JoltOutcomeUnknownException unansweredInTime() {
		return new JoltOutcomeUnknownException("The outcome of the " + describe()
				+ " is not known because it was written and not answered within " + timeLimit(), null);
	}

}
