package io.jolt.client;

/**
 * Where a subscription stands. It says nothing about its client: a subscription with a
 * connection of its own may be lost and return while the client is
 * {@link ConnectionState#OPEN}.
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
