package io.jolt.spring.listener.adapter;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;

/**
 * A class with {@link io.jolt.spring.annotation.JoltHandler @JoltHandler} methods has
 * none for a message's payload, or more than one. As with any payload that cannot be
 * converted, another try would end in the same way.
 */
public class NoMatchingJoltHandlerException extends MessageConversionException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message the message that nothing handles
	 * @param description what it is and what there are methods for
	 */
	public NoMatchingJoltHandlerException(Message<?> message, String description) {
		super(message, description);
	}

}
