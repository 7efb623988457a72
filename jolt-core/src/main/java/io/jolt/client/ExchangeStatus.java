package io.jolt.client;

/**
 * A snapshot of a client's requests and calls.
 *
 * @param waitingRequests how many requests wait for their replies
 * @param openCalls how many calls are open, on either side
 * @param unclaimedReplies how many answers were dropped because no request or call waited
 * for them: later ones of several, and those that came too late
 */
public record ExchangeStatus(int waitingRequests, int openCalls, long unclaimedReplies) {

	/**
	 * The status of a client without requests and calls.
	 */
	public static final ExchangeStatus NONE = new ExchangeStatus(0, 0, 0);

}
