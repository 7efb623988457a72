package io.jolt.client.spi.exchange;

import java.time.Duration;

/**
 * The limits of a client's requests and calls.
 *
 * @param replyTimeout how long a request may take that sets no limit, and how long a call
 * may take to be accepted
 * @param maxWaitingRequests how many requests may wait for their replies
 * @param maxOpenCalls how many calls may be open, those of others that it accepted
 * included
 * @param aliveInterval how long an open call sends nothing before it says that it is
 * alive
 * @param silenceLimit how long the other side of an open call may say nothing
 */
public record ExchangeOptions(Duration replyTimeout, int maxWaitingRequests, int maxOpenCalls, Duration aliveInterval,
		Duration silenceLimit) {

	/**
	 * The default limits.
	 */
	public static final ExchangeOptions DEFAULT = new ExchangeOptions(Duration.ofSeconds(10), 16_384, 16_384,
			Duration.ofSeconds(15), Duration.ofSeconds(45));

}
