package io.jolt.boot.test;

import java.util.List;
import java.util.function.Supplier;

import io.jolt.client.JoltMessage;
import io.jolt.spring.core.DefaultJoltMessageMapper;
import io.jolt.spring.core.JoltMessageConverters;
import io.jolt.spring.core.JoltMessageMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * Reads payloads as the application's listeners do, with the application's own converter.
 * Safe for use by several threads.
 */
final class PayloadReader {

	private static final JoltMessageMapper DEFAULT_MAPPER = new DefaultJoltMessageMapper();

	private final Supplier<@Nullable MessageConverter> converter;

	private final Supplier<@Nullable JoltMessageMapper> messageMapper;

	/**
	 * Creates a reader.
	 * @param converter finds the application's converter, if it has one
	 * @param messageMapper finds the application's mapper, if it has one
	 */
	PayloadReader(Supplier<@Nullable MessageConverter> converter, Supplier<@Nullable JoltMessageMapper> messageMapper) {
		this.converter = converter;
		this.messageMapper = messageMapper;
	}

	<T> List<T> read(List<JoltMessage> messages, Class<T> type) {
		return messages.stream().map((message) -> read(message, type)).toList();
	}

	<T> List<T> read(List<JoltMessage> messages, ParameterizedTypeReference<T> type) {
		return messages.stream().map((message) -> read(message, type)).toList();
	}

	<T> T read(JoltMessage message, Class<T> type) {
		return type.cast(read(message, type, null));
	}

	@SuppressWarnings("unchecked")
	<T> T read(JoltMessage message, ParameterizedTypeReference<T> type) {
		ResolvableType resolved = ResolvableType.forType(type);
		return (T) read(message, resolved.toClass(), new PayloadTypeHint(resolved));
	}

	private Object read(JoltMessage source, Class<?> type, @Nullable PayloadTypeHint hint) {
		String target = (hint != null) ? hint.toString() : type.getTypeName();
		try {
			Object payload = convert(message(source), type, hint);
			if (payload == null) {
				throw new AssertionError("No message converter of the application reads " + target + " from "
						+ CaptureReport.describe(source));
			}
			return payload;
		}
		catch (MessageConversionException ex) {
			throw new AssertionError("Expected " + target + ", but it cannot be read from "
					+ CaptureReport.describe(source) + ": " + ex.getMessage(), ex);
		}
	}

	private @Nullable Object convert(Message<?> message, Class<?> type, @Nullable PayloadTypeHint hint) {
		if (hint == null && type.isInstance(message.getPayload())) {
			return message.getPayload();
		}
		MessageConverter own = this.converter.get();
		MessageConverter used = (own != null) ? own : JoltMessageConverters.create();
		return (used instanceof SmartMessageConverter smart) ? smart.fromMessage(message, type, hint)
				: used.fromMessage(message, type);
	}

	private Message<?> message(JoltMessage source) {
		JoltMessageMapper own = this.messageMapper.get();
		return ((own != null) ? own : DEFAULT_MAPPER).fromJolt(source);
	}

}
