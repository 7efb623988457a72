package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;

/**
 * Decides what becomes of a message that a listener failed on. Called on the listener's
 * thread: the next message waits until it returns. Whatever happens, the container goes
 * on with the next message.
 */
@FunctionalInterface
public interface JoltErrorHandler {

	/**
	 * Handles a failure.
	 * @param error what the listener threw, or why its arguments could not be made of the
	 * message: a
	 * {@link org.springframework.messaging.converter.MessageConversionException} or a
	 * {@link org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException}
	 * @param message the message
	 * @param container the listener's container
	 */
	void handleError(Throwable error, JoltMessage message, JoltMessageListenerContainer container);

}
