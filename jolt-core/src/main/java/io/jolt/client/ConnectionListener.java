package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * Hears of a client's connection. The calls come one at a time, in the order of what
 * happened, on a thread of the client's that does nothing else: a listener may block
 * without harm to the connection, but delays the listeners' later calls. What a listener
 * throws is logged.
 */
public interface ConnectionListener {

	/**
	 * The client went from one state to another.
	 * @param previous the state before
	 * @param current the state since
	 */
	default void onStateChanged(ConnectionState previous, ConnectionState current) {
	}

	/**
	 * The client is open: authentication and every resubscription were answered.
	 * @param connection what is known of the broker
	 */
	default void onOpened(ConnectionInfo connection) {
	}

	/**
	 * The client is not open any more, other than by {@link JoltClient#stop()} or
	 * {@link JoltClient#close()}: its connection was lost.
	 * @param cause why
	 */
	default void onLost(JoltException cause) {
	}

	/**
	 * The client has failed to connect; or its credentials were refused when a
	 * subscription with a connection of its own connected.
	 * @param cause why
	 */
	default void onConnectFailed(JoltException cause) {
	}

	/**
	 * A subscription with a connection of its own has lost it while the client is open
	 * ({@link SubscriptionState#RECONNECTING}), could not connect in the first place
	 * ({@link SubscriptionState#SUBSCRIBING}), is refused for now
	 * ({@link SubscriptionState#REFUSED}), or after any of these receives messages
	 * ({@link SubscriptionState#ACTIVE}). What happens to a subscription together with
	 * the client is not told apart: therefore a loss is told when the first back-off is
	 * over, and the client is still open.
	 * @param subscription the subscription
	 * @param state where it stands now
	 * @param cause why, {@code null} if it receives messages again
	 */
	default void onSubscriptionChanged(JoltSubscription subscription, SubscriptionState state,
			@Nullable JoltException cause) {
	}

	/**
	 * Something failed that no caller waits for: a resubscription that the broker
	 * refused, an error nobody asked for, a listener that threw.
	 * @param error what failed
	 */
	default void onError(JoltException error) {
	}

}
