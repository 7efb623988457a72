package io.jolt.client;

/**
 * What happens to a delivery when a listener's queue is full.
 */
public enum OverflowPolicy {

	/**
	 * Stop reading until there is room. Nothing is lost while the broker bears it: the
	 * back-pressure is TCP's, so the subscription gets a connection of its own and holds
	 * up nobody else; the broker's outbound limits decide how long it may lag before it
	 * is cut off.
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
