package io.jolt.spring.listener;

/**
 * The state of a listener container.
 */
public enum ContainerState {

	/**
	 * It receives nothing: it was not started, was stopped, or its client was closed.
	 */
	STOPPED,

	/**
	 * It was started, but the broker has not granted its subscription yet.
	 */
	SUBSCRIBING,

	/**
	 * Its listener is called for the messages that the broker delivers.
	 */
	RUNNING,

	/**
	 * It is subscribed, and its messages wait in its queue.
	 */
	PAUSED,

	/**
	 * It was subscribed, has lost its socket, and is subscribed again as soon as that is
	 * restored: its own socket if its overflow policy is {@code BLOCK}, or else the
	 * client's. Its listener is still called for the messages in its queue. Paused or
	 * not.
	 */
	RECONNECTING,

	/**
	 * The broker refuses its subscription or its own socket. It receives nothing. If its
	 * {@link JoltMessageListenerContainer#ready()} has failed, it stays so until it is
	 * stopped and started again. Otherwise it is tried again: after a while if the broker
	 * has no room for another socket, or with the client's next socket if the
	 * subscription had been granted before. Paused or not.
	 */
	REFUSED,

	/**
	 * It accepts no more messages, and its listener handles those that wait.
	 */
	STOPPING;

	/**
	 * Whether the broker delivers messages to it.
	 * @return {@code true} if its subscription is granted and its socket is open, also
	 * while it is paused
	 */
	public boolean isSubscribed() {
		return this == RUNNING || this == PAUSED;
	}

}
