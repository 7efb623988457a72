package io.jolt.client;

/**
 * Decides about a delivery when a listener's queue is full.
 */
public enum OverflowPolicy {

	/**
	 * Stop reading until there is room. Nothing is lost while the broker tolerates it.
	 * Back-pressure affects a whole socket, so the subscription gets its own socket and
	 * holds up no others; the broker's outbound limits decide how long it may lag before
	 * the broker closes that socket.
	 */
	BLOCK,

	/**
	 * Drop the oldest queued message and count it.
	 */
	DROP_OLDEST,

	/**
	 * Drop the delivery and count it.
	 */
	DROP_NEWEST

}
