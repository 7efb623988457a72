package io.jolt.spring.core;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Stands where the JSON converter would, and says what is missing.
 */
class MissingJacksonMessageConverter implements MessageConverter {

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
		throw missing("convert a message to " + targetClass.getName());
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
		throw missing("send a payload of type " + payload.getClass().getName());
	}

	private static MessageConversionException missing(String what) {
		return new MessageConversionException("Cannot " + what + ": only String and byte[] work without Jackson. Add "
				+ "tools.jackson.core:jackson-databind (with Spring Boot: spring-boot-starter-jackson), "
				+ "or set a MessageConverter");
	}

}
