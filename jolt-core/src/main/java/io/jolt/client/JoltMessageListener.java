package io.jolt.client;

/**
 * Receives the messages of a subscription, one at a time and in the order in which the
 * broker delivered them, on a thread of the client's, or of the subscription's executor
 * if it has one: it may block, and it may publish and wait for the answer. While it is
 * quick, it runs on the thread that has read the message from the connection; if it takes
 * longer than some milliseconds, another thread reads on. What it throws is logged and
 * reported to {@link ConnectionListener#onError(JoltException)}; the subscription goes
 * on.
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
