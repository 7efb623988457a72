package io.jolt.spring.core;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * The converter that {@link JoltMessageConverters} creates. Its parts are known and do
 * not change, so it can convert a payload to text without a message, whose headers take
 * longer than most texts. Safe for use by several threads.
 */
final class PayloadConverter extends CompositeMessageConverter {

	private final SmartMessageConverter textConverter = new TextMessageConverter();

	private final SmartMessageConverter bytesConverter = new Utf8BytesMessageConverter();

	private final Json jsonConverter;

	/**
	 * Creates a converter.
	 * @param json converts what is neither {@code String} nor {@code byte[]}
	 */
	PayloadConverter(Json json) {
		super(List.of(json));
		this.jsonConverter = json;
	}

	// unmodifiable: an added converter would not be asked
	@Override
	public List<MessageConverter> getConverters() {
		return List.of(this.textConverter, this.bytesConverter, this.jsonConverter);
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
		return fromMessage(message, targetClass, null);
	}

	@Override
	public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass, @Nullable Object conversionHint) {
		return responsibleFor(targetClass).fromMessage(message, targetClass, conversionHint);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
		return toMessage(payload, headers, null);
	}

	@Override
	public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers,
			@Nullable Object conversionHint) {
		return responsibleFor(payload.getClass()).toMessage(payload, headers, conversionHint);
	}

	private SmartMessageConverter responsibleFor(Class<?> type) {
		if (CharSequence.class.isAssignableFrom(type)) {
			return this.textConverter;
		}
		return (type == byte[].class) ? this.bytesConverter : this.jsonConverter;
	}

	/**
	 * Converts a payload to text.
	 * @param payload the payload
	 * @return the payload that {@link #toMessage} creates for it without a conversion
	 * hint
	 */
	String toText(Object payload) {
		// a missing payload would otherwise be sent as JSON's null
		Objects.requireNonNull(payload, "payload must not be null");
		if (payload instanceof CharSequence text) {
			return text.toString();
		}
		return (payload instanceof byte[] bytes) ? Utf8BytesMessageConverter.decode(bytes)
				: this.jsonConverter.write(payload);
	}

	/**
	 * Converts to JSON and back, or fails with an explanation.
	 */
	interface Json extends SmartMessageConverter {

		/**
		 * Converts a payload to text.
		 * @param payload the payload
		 * @return the text
		 */
		String write(Object payload);

	}

}
