package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * Is notified about a client's connection. The calls come one at a time, in the order of
 * the events, on a client thread that does nothing else: a listener may block without
 * harming the connection, but delays later calls of all listeners. Exceptions from a
 * listener are logged.
 */
public interface ConnectionListener {

	/**
	 * The client went from one state to another.
	 * @param previous the state before
	 * @param current the state now
	 */
	default void onStateChanged(ConnectionState previous, ConnectionState current) {
	}

	/**
	 * The client is open: authentication and every resubscription were answered.
	 * @param connection what is known about the broker
	 */
	default void onOpened(ConnectionInfo connection) {
	}

	/**
	 * The client is no longer open because its connection was lost. Not called for
	 * {@link JoltClient#stop()} or {@link JoltClient#close()}.
	 * @param cause why
	 */
	default void onLost(JoltException cause) {
	}

	/**
	 * The client failed to connect, or its credentials were refused when a subscription
	 * connected its own socket.
	 * @param cause why
	 */
	default void onConnectFailed(JoltException cause) {
	}

	/**
	 * A subscription with its own socket lost that socket while the client is open
	 * ({@link SubscriptionState#RECONNECTING}), could not connect it in the first place
	 * ({@link SubscriptionState#SUBSCRIBING}), is refused for now
	 * ({@link SubscriptionState#REFUSED}), or receives messages after any of these
	 * ({@link SubscriptionState#ACTIVE}). Changes that a subscription shares with the
	 * client are not reported separately, so a loss is reported only if the client is
	 * still open after the first back-off.
	 * @param subscription the subscription
	 * @param state its state now
	 * @param cause why, {@code null} if it receives messages again
	 */
	default void onSubscriptionChanged(JoltSubscription subscription, SubscriptionState state,
			@Nullable JoltException cause) {
	}

	/**
	 * Something failed that no caller waits for: a resubscription that the broker
	 * refused, an unsolicited error, a listener that threw.
	 * @param error what failed
	 */
	default void onError(JoltException error) {
	}

}
