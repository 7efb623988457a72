package io.jolt.client.internal.request;

import java.util.function.Consumer;

import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.runtime.Completions;

/**
 * A request that the client itself sends. Its future completes on the reader's thread, so
 * that no user code can delay it, and its dependents must not block. An error answer also
 * completes it normally.
 */
public final class ControlRequest extends Request<Answer> {

	private final String description;

	private boolean neverRefused;

	private Consumer<Answer> onAnswer = (answer) -> {
	};

	private Runnable onReleased = () -> {
	};

	/**
	 * Creates a request.
	 * @param line the line
	 * @param description its name in messages
	 */
	public ControlRequest(byte[] line, String description) {
		super(line);
		this.description = description;
	}

	/**
	 * Creates a ping.
	 * @param line the line
	 * @return the request
	 */
	public static ControlRequest ping(byte[] line) {
		ControlRequest ping = new ControlRequest(line, "ping");
		ping.neverRefused = true;
		return ping;
	}

	/**
	 * Handles the answer before the future completes. Call it before the request is sent.
	 * @param consumer runs on the reader's thread; must not block
	 */
	public void whenAnswered(Consumer<Answer> consumer) {
		this.onAnswer = consumer;
	}

	/**
	 * Continues when the request was answered or never will be. Call it before the
	 * request is sent.
	 * @param task runs once, on any thread; must not block
	 */
	public void whenReleased(Runnable task) {
		this.onReleased = task;
	}

	@Override
	public boolean isNeverRefused() {
		return this.neverRefused;
	}

	@Override
	public boolean answered(Answer answer, long nowNanos, Completions completions) {
		this.onAnswer.accept(answer);
		complete(answer);
		return true;
	}

	@Override
	public int release() {
		this.onReleased.run();
		return 0;
	}

	@Override
	String describe() {
		return this.description;
	}

}
