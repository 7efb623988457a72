package io.jolt.spring.core;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;

/**
 * Stands in for the JSON converter, and fails with what is missing.
 */
class MissingJacksonMessageConverter implements PayloadConverter.Json {

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
		throw missing("convert a message to " + targetClass.getName());
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass, @Nullable Object conversionHint) {
		return fromMessage(message, targetClass);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
		throw unwritable(payload);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers,
			@Nullable Object conversionHint) {
		return toMessage(payload, headers);
	}

	@Override
	public String write(Object payload) {
		throw unwritable(payload);
	}

	private static MessageConversionException unwritable(Object payload) {
		return missing("send a payload of type " + payload.getClass().getName());
	}

	private static MessageConversionException missing(String what) {
		return new MessageConversionException("Cannot " + what + ": only String and byte[] work without Jackson. Add "
				+ "tools.jackson.core:jackson-databind (with Spring Boot: spring-boot-starter-jackson), "
				+ "or set a MessageConverter");
	}

}
