package io.jolt.spring.listener;

/**
 * Decides what becomes of a message that a listener failed on. Called on the listener's
 * thread: the next message waits until it returns. Whatever happens, the container goes
 * on with the next message.
 */
@FunctionalInterface
public interface JoltErrorHandler {

	/**
	 * Handles a failure.
	 * @param error what the listener threw, what the future that it returned ended with,
	 * or why its arguments could not be made of the message: a
	 * {@link org.springframework.messaging.converter.MessageConversionException} or a
	 * {@link org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException}
	 * @param delivery the message, its listener, and what can be done
	 * @throws Exception if the failure cannot be handled, which is logged together with
	 * it
	 */
	void handleError(Throwable error, FailedDelivery delivery) throws Exception;

}
