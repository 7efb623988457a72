package io.jolt.spring.listener.adapter;

import io.jolt.client.spi.LogText;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.BindingResult;

/**
 * A payload that is invalid or missing, or another argument that is invalid. Its text has
 * a bounded length: the superclass would quote every error with the rejected value, and
 * their number is unlimited.
 */
public final class InvalidPayloadException extends MethodArgumentNotValidException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_CHARS = 1000;

	InvalidPayloadException(Message<?> message, MethodParameter parameter, BindingResult result) {
		super(message, parameter, result);
	}

	@Override
	public String getMessage() {
		// once more, because escaping lengthens it
		return LogText.of(LogText.of(String.valueOf(super.getMessage()), MAX_CHARS), MAX_CHARS);
	}

}
