package io.jolt.spring.core;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.support.GenericMessage;

/**
 * Passes text through unchanged, in both directions. A Jolt message is text, whatever a
 * {@code contentType} header says.
 */
class TextMessageConverter implements SmartMessageConverter {

	private final StringMessageConverter converter = new StringMessageConverter();

	TextMessageConverter() {
		this.converter.setContentTypeResolver(null);
		this.converter.setSerializedPayloadClass(String.class);
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
		return fromMessage(message, targetClass, null);
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass, @Nullable Object conversionHint) {
		return this.converter.fromMessage(message, (targetClass == CharSequence.class) ? String.class : targetClass,
				conversionHint);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
		return toMessage(payload, headers, null);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers,
			@Nullable Object conversionHint) {
		// most texts are sent without headers, and creating unused ones takes as long as
		// the rest of a publish
		if (!(payload instanceof CharSequence)) {
			return null;
		}
		return (headers != null) ? this.converter.toMessage(payload.toString(), headers, conversionHint)
				: new GenericMessage<>(payload.toString(), NoHeaders.INSTANCE);
	}

	private static final class NoHeaders extends MessageHeaders {

		private static final long serialVersionUID = 1L;

		static final MessageHeaders INSTANCE = new NoHeaders();

		NoHeaders() {
			super(Map.of(), ID_VALUE_NONE, -1L);
		}

	}

}
