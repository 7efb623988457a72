package io.jolt.client;

/**
 * What happens to a delivery when a listener's queue is full.
 */
public enum OverflowPolicy {

	/**
	 * Stop reading until there is room. Nothing is lost while the broker bears it: the
	 * back-pressure is a connection's, so the subscription gets one of its own and holds
	 * up nobody else; the broker's outbound limits decide how long it may lag before the
	 * broker closes that connection.
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
