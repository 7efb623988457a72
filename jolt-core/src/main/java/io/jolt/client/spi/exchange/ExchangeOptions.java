package io.jolt.client.spi.exchange;

import java.time.Duration;

import io.jolt.client.CallOptions;

/**
 * The limits of a client's requests and calls.
 *
 * @param replyTimeout how long a request may take that sets no limit, and how long a call
 * may take to be accepted
 * @param maxWaitingRequests how many requests may wait for their replies
 * @param maxOpenCalls how many calls may be open, those of others that it accepted
 * included
 * @param window how many items of a call may be on their way to this side or wait there,
 * if the call does not say
 * @param aliveInterval how long an open call sends nothing before it says that it is
 * alive
 * @param silenceLimit how long the other side of an open call may say nothing
 */
public record ExchangeOptions(Duration replyTimeout, int maxWaitingRequests, int maxOpenCalls, int window,
		Duration aliveInterval, Duration silenceLimit) {

	/**
	 * The default limits.
	 */
	public static final ExchangeOptions DEFAULT = new ExchangeOptions(Duration.ofSeconds(10), 16_384, 16_384,
			CallOptions.DEFAULT_WINDOW, Duration.ofSeconds(15), Duration.ofSeconds(45));

	/**
	 * Changes how long requests may take.
	 * @param changed the limit, positive
	 * @return options with that limit
	 */
	public ExchangeOptions withReplyTimeout(Duration changed) {
		return new ExchangeOptions(changed, this.maxWaitingRequests, this.maxOpenCalls, this.window, this.aliveInterval,
				this.silenceLimit);
	}

	/**
	 * Changes how many requests may wait.
	 * @param changed the number, at least 1
	 * @return options with that limit
	 */
	public ExchangeOptions withMaxWaitingRequests(int changed) {
		return new ExchangeOptions(this.replyTimeout, changed, this.maxOpenCalls, this.window, this.aliveInterval,
				this.silenceLimit);
	}

	/**
	 * Changes how many calls may be open.
	 * @param changed the number, at least 1
	 * @return options with that limit
	 */
	public ExchangeOptions withMaxOpenCalls(int changed) {
		return new ExchangeOptions(this.replyTimeout, this.maxWaitingRequests, changed, this.window, this.aliveInterval,
				this.silenceLimit);
	}

	/**
	 * Changes how many items of a call may be on their way.
	 * @param changed the number, at least 1
	 * @return options with that window
	 */
	public ExchangeOptions withWindow(int changed) {
		return new ExchangeOptions(this.replyTimeout, this.maxWaitingRequests, this.maxOpenCalls, changed,
				this.aliveInterval, this.silenceLimit);
	}

	CallOptions applyTo(CallOptions call) {
		return call.window().isPresent() ? call : call.withWindow(this.window);
	}

}
