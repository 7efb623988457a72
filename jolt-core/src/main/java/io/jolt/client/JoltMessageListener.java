package io.jolt.client;

/**
 * Receives the messages of a subscription, one at a time and in the order in which the
 * broker delivered them, on one of the client's threads, or on the subscription's
 * executor if it has one. It may block, and it may publish and wait for the answer. While
 * it is quick, it runs on the thread that read the message; if it takes longer than a few
 * milliseconds, another thread continues reading. Exceptions are logged and reported to
 * {@link ConnectionListener#onError(JoltException)}; the subscription continues.
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
