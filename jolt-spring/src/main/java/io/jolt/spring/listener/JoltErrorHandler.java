package io.jolt.spring.listener;

/**
 * Decides what happens to a message on which a listener failed. Called on the listener's
 * thread: the next message waits until it returns. In any case the container then
 * continues with the next message.
 */
@FunctionalInterface
public interface JoltErrorHandler {

	/**
	 * Handles a failure.
	 * @param error the exception that the listener threw or that its future completed
	 * with, or why the message could not be converted to its arguments: a
	 * {@link org.springframework.messaging.converter.MessageConversionException} or a
	 * {@link org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException}
	 * @param delivery the message, its listener, and the available actions
	 * @throws Exception if the failure cannot be handled, which is logged together with
	 * it
	 */
	void handleError(Throwable error, FailedDelivery delivery) throws Exception;

}
