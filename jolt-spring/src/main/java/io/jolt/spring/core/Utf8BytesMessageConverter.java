package io.jolt.spring.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;

/**
 * Treats bytes as the UTF-8 encoding of a text.
 */
class Utf8BytesMessageConverter extends ByteArrayMessageConverter {

	Utf8BytesMessageConverter() {
		setContentTypeResolver(null);
		setSerializedPayloadClass(String.class);
	}

	@Override
	protected @Nullable Object convertFromInternal(Message<?> message, @Nullable Class<?> targetClass,
			@Nullable Object conversionHint) {
		return (message.getPayload() instanceof String text) ? text.getBytes(StandardCharsets.UTF_8)
				: message.getPayload();
	}

	@Override
	protected @Nullable Object convertToInternal(Object payload, @Nullable MessageHeaders headers,
			@Nullable Object conversionHint) {
		return decode((byte[]) payload);
	}

	static String decode(byte[] bytes) {
		try {
			// unlike String's constructor, it rejects malformed input
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new MessageConversionException("The byte[] payload is not valid UTF-8 (" + ex.getMessage()
					+ "), and Jolt carries text only: encode binary data first, for example with Base64", ex);
		}
	}

}
