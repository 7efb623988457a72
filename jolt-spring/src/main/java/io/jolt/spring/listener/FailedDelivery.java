package io.jolt.spring.listener;

import java.time.Duration;

import io.jolt.client.JoltMessage;

/**
 * A message on which a listener failed, and what an error handler can do with it. Only
 * for use on the thread that handles the error, until the handler returns.
 */
public interface FailedDelivery {

	/**
	 * The message as it arrived.
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
	 * The topic that the message came from.
	 * @return the actual topic, even if a pattern matched it
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
	 * Waits before another attempt, but only while the container runs: stopping it ends
	 * the wait.
	 * @param delay how long to wait
	 * @return {@code false} if the container is stopping, which leaves no time for
	 * further attempts
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean await(Duration delay) throws InterruptedException;

	/**
	 * Counts the message as a dead letter in the container's statistics.
	 */
	void deadLettered();

}
