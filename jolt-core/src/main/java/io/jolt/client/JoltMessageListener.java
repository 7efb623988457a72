package io.jolt.client;

/**
 * Receives the messages of a subscription, one at a time and in the order in which the
 * broker delivered them, on a thread of the subscription's own: it may block, and it may
 * publish and wait for the answer. What it throws is logged and reported to
 * {@link ConnectionListener#onError(JoltException)}; the subscription goes on.
 */
@FunctionalInterface
public interface JoltMessageListener {

	/**
	 * Handles a message.
	 * @param message the message
	 * @throws Exception if the message cannot be handled
	 */
	void onMessage(JoltMessage message) throws Exception;

}
