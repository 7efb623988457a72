package io.jolt.spring.listener.adapter;

import io.jolt.spring.internal.LogText;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.BindingResult;

/**
 * A payload that is not valid, or not there. Its text is of bounded length: the
 * superclass would quote each error with the value that was rejected, and there may be
 * any number of them.
 */
public final class InvalidPayloadException extends MethodArgumentNotValidException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_CHARS = 1000;

	InvalidPayloadException(Message<?> message, MethodParameter parameter, BindingResult result) {
		super(message, parameter, result);
	}

	@Override
	public String getMessage() {
		// once more, because what is escaped is longer
		return LogText.of(LogText.of(String.valueOf(super.getMessage()), MAX_CHARS), MAX_CHARS);
	}

}
