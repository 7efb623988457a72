package io.jolt.client.internal.request;

import java.time.Duration;

import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.runtime.Completions;
import org.jspecify.annotations.Nullable;

/**
 * A user's ping, which measures from the write to the answer.
 */
public final class PingRequest extends UserRequest<Duration> {

	private final String timeLimit;

	// written by the thread that writes, read by the reader once the answer has come
	private volatile long sentNanos;

	// written by the reader, read by the completing thread after the hand-over
	private long receivedNanos;

	/**
	 * Creates a ping.
	 * @param line the line
	 * @param deadlineNanos when it fails at the latest
	 * @param timeLimit names the source of that limit in messages
	 */
	public PingRequest(byte[] line, long deadlineNanos, String timeLimit) {
		super(line, deadlineNanos);
		this.timeLimit = timeLimit;
	}

	@Override
	public boolean isNeverRefused() {
		return true;
	}

	@Override
	public boolean isWrittenElsewhere() {
		return true;
	}

	@Override
	public String timeLimit() {
		return this.timeLimit;
	}

	@Override
	public void handedOver(long nowNanos) {
		this.sentNanos = nowNanos;
	}

	@Override
	public boolean answered(Answer received, long nowNanos, Completions completions) {
		this.receivedNanos = nowNanos;
		return super.answered(received, nowNanos, completions);
	}

	@Override
	void conclude(@Nullable Answer received) {
		if (received == null || received.ok()) {
			complete(Duration.ofNanos(Math.max(0, this.receivedNanos - this.sentNanos)));
		}
		else {
			completeExceptionally(rejected(received));
		}
	}

	@Override
	String describe() {
		return "ping";
	}

}
