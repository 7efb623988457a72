package io.jolt.client;

/**
 * Where a subscription stands. A subscription with a connection of its own may lose it
 * and return while its client is {@link ConnectionState#OPEN}. When the client's
 * connection is lost, all of its subscriptions that were granted are
 * {@link #RECONNECTING}, and {@link JoltSubscription#failure()} is {@code null}: the
 * client says why.
 */
public enum SubscriptionState {

	/**
	 * The broker has not yet granted it for the first time.
	 */
	SUBSCRIBING,

	/**
	 * The broker has granted all of it on the current connection.
	 */
	ACTIVE,

	/**
	 * It was granted, the connection was lost, and the client subscribes again.
	 */
	RECONNECTING,

	/**
	 * The broker has refused it, or a part of it; {@link JoltSubscription#failure()} says
	 * why. It is over if the broker had never granted it. Else, or if the broker only has
	 * no room for one more connection, it is tried again.
	 */
	REFUSED,

	/**
	 * Its user has ended it, or the client was closed.
	 */
	CLOSED

}
