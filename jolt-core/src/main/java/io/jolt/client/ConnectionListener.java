package io.jolt.client;

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
	 * {@link JoltClient#close()}: its connection was lost, or that of a subscription
	 * which has its own, see {@link ConnectionState}.
	 * @param cause why
	 */
	default void onLost(JoltException cause) {
	}

	/**
	 * An attempt to connect failed, the client's or that of a subscription which has a
	 * connection of its own.
	 * @param cause why
	 */
	default void onConnectFailed(JoltException cause) {
	}

	/**
	 * Something failed that no caller waits for: a resubscription that the broker
	 * refused, an error nobody asked for, a listener that threw.
	 * @param error what failed
	 */
	default void onError(JoltException error) {
	}

}
