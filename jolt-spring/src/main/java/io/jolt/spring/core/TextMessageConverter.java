package io.jolt.spring.core;

import org.springframework.messaging.converter.StringMessageConverter;

/**
 * Leaves a text as it is, in both directions. Whatever a {@code contentType} header says,
 * a Jolt message is text.
 */
class TextMessageConverter extends StringMessageConverter {

	TextMessageConverter() {
		setContentTypeResolver(null);
		setSerializedPayloadClass(String.class);
	}

}
