package io.jolt.spring.listener.adapter;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;

/**
 * A class with {@link io.jolt.spring.annotation.JoltHandler @JoltHandler} methods has
 * none for a message's type. As with a payload that cannot be converted, a retry would
 * fail in the same way.
 */
public class NoMatchingJoltHandlerException extends MessageConversionException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message the unhandled message
	 * @param description the message's type and those of the methods
	 */
	public NoMatchingJoltHandlerException(Message<?> message, String description) {
		super(message, description);
	}

}
