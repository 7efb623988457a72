package io.jolt.spring.listener;

import java.time.Duration;

import io.jolt.client.JoltMessage;

/**
 * A message that a listener failed on, and what an error handler may do with it. Only for
 * use on the thread that handles the error, and until the handler returns.
 */
public interface FailedDelivery {

	/**
	 * The message as it came.
	 * @return the raw message
	 */
	JoltMessage message();

	/**
	 * The listener's container.
	 * @return the container
	 */
	JoltMessageListenerContainer container();

	/**
	 * The listener's id.
	 * @return the id
	 */
	default String listenerId() {
		return container().getListenerId();
	}

	/**
	 * The topic the message came from.
	 * @return the real topic, also where a pattern matched it
	 */
	default String topic() {
		return message().topic();
	}

	/**
	 * Calls the listener once more with the message, on this thread, and counts it as a
	 * retry.
	 * @throws Exception what the listener throws
	 */
	void redeliver() throws Exception;

	/**
	 * Waits before another try, but no longer than the container runs: whoever stops it
	 * does not wait for a back-off to end.
	 * @param delay how long to wait
	 * @return {@code false} if the container is stopping, so that there is no time for
	 * further tries
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean await(Duration delay) throws InterruptedException;

	/**
	 * Counts the message as a dead letter in the container's statistics.
	 */
	void deadLettered();

}
