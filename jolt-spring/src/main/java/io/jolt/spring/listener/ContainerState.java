package io.jolt.spring.listener;

/**
 * Where a listener container stands.
 */
public enum ContainerState {

	/**
	 * It receives nothing: it was not started, or has stopped, or its client was closed.
	 */
	STOPPED,

	/**
	 * It was started, and the broker has not granted its subscription yet.
	 */
	SUBSCRIBING,

	/**
	 * Its listener is called for what the broker delivers.
	 */
	RUNNING,

	/**
	 * It is subscribed, and its messages wait in its queue.
	 */
	PAUSED,

	/**
	 * It was subscribed, has lost its connection, and is subscribed again as soon as
	 * there is one: its own connection, if its overflow policy is to block, or that of
	 * the client. Its listener is still called for what is in its queue. Paused or not.
	 */
	RECONNECTING,

	/**
	 * The broker refuses its subscription, or the connection that it needs for itself. It
	 * receives nothing. If its {@link JoltMessageListenerContainer#ready()} has failed,
	 * that lasts until it is stopped and started again. Else it is tried again: after a
	 * while where the broker only has no room for one more connection, with the client's
	 * next connection where it had been granted before. Paused or not.
	 */
	REFUSED,

	/**
	 * It takes no more in, and its listener handles what waits.
	 */
	STOPPING;

	/**
	 * Whether the broker delivers to it.
	 * @return {@code true} if its subscription is granted and its connection stands,
	 * while it is paused, too
	 */
	public boolean isSubscribed() {
		return this == RUNNING || this == PAUSED;
	}

}
