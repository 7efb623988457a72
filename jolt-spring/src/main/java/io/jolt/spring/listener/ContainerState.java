package io.jolt.spring.listener;

/**
 * Where a listener container stands.
 */
public enum ContainerState {

	/**
	 * It receives nothing: it was not started, or has stopped.
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
	 * It is subscribed, but its messages wait in its queue.
	 */
	PAUSED,

	/**
	 * The broker has refused its subscription: it receives nothing until it is stopped
	 * and started again.
	 */
	REFUSED,

	/**
	 * It takes no more in, and its listener handles what waits.
	 */
	STOPPING

}
