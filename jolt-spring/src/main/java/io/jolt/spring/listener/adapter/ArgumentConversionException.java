package io.jolt.spring.listener.adapter;

import org.springframework.core.convert.ConversionException;

/**
 * An argument, such as a header, could not be converted to the type of its parameter. Not
 * thrown for what a listener itself converts.
 */
final class ArgumentConversionException extends ConversionException {

	private static final long serialVersionUID = 1L;

	ArgumentConversionException(ConversionException cause) {
		super(String.valueOf(cause.getMessage()), cause);
	}

}
