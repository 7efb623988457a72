package io.jolt.client;

/**
 * The state of a subscription. A subscription with its own socket may lose it and return
 * while its client is {@link ConnectionState#OPEN}. When the client loses its connection,
 * all of its granted subscriptions are {@link #RECONNECTING}, and
 * {@link JoltSubscription#failure()} is {@code null}: the client says why.
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
	 * It was granted, the connection was lost, and the client is subscribing again.
	 */
	RECONNECTING,

	/**
	 * The broker has refused it or part of it; {@link JoltSubscription#failure()} says
	 * why. If it was never granted, it has ended. Otherwise, or if the broker only has no
	 * room for another socket, the client tries again.
	 */
	REFUSED,

	/**
	 * It was ended by its user, or the client was closed.
	 */
	CLOSED

}
