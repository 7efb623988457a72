package io.jolt.client;

/**
 * Answers the requests and calls of a subscription. Called as a
 * {@link JoltMessageListener} is. If it throws, a request that it has not answered fails
 * on the asking side: with the exception's code and text if it is a
 * {@link JoltReplyException}, otherwise with {@link JoltReplyException#LISTENER_FAILED},
 * and the exception is reported like a listener's.
 */
@FunctionalInterface
public interface JoltResponder {

	/**
	 * Handles a message, and answers it now or later.
	 * @param delivery the message
	 * @throws Exception if it cannot be handled
	 */
	void onDelivery(JoltDelivery delivery) throws Exception;

}
