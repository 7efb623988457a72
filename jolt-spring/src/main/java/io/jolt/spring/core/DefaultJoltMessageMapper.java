package io.jolt.spring.core;

import java.util.Map;
import java.util.function.Function;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltPayloadException;
import io.jolt.spring.internal.DeliveredMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;
import org.springframework.util.Assert;

/**
 * Maps with a message converter and a header mapper. Creates Spring messages, headers and
 * ids only when they are needed. Immutable, and safe for use by several threads.
 */
public class DefaultJoltMessageMapper implements JoltMessageMapper {

	private static final String CONVERSION_HINT = AbstractMessageSendingTemplate.CONVERSION_HINT_HEADER;

	private final MessageConverter messageConverter;

	private final JoltHeaderMapper headerMapper;

	// one object for all deliveries
	private final Function<JoltMessage, MessageHeaders> deliveredHeaders;

	// null if a custom converter or header mapper needs a message
	private final @Nullable PayloadConverter payloadConverter;

	/**
	 * Creates a mapper that converts as {@link JoltMessageConverters#create()} does.
	 */
	public DefaultJoltMessageMapper() {
		this(JoltMessageConverters.create(), new DefaultJoltHeaderMapper());
	}

	/**
	 * Creates a mapper.
	 * @param messageConverter converts payloads; must convert what is published to a
	 * {@code String} or {@code byte[]}
	 * @param headerMapper decides which headers are sent
	 */
	public DefaultJoltMessageMapper(MessageConverter messageConverter, JoltHeaderMapper headerMapper) {
		Assert.notNull(messageConverter, "messageConverter must not be null");
		Assert.notNull(headerMapper, "headerMapper must not be null");
		this.messageConverter = messageConverter;
		this.headerMapper = headerMapper;
		this.deliveredHeaders = (delivery) -> new DeliveredHeaders(headerMapper.toHeaders(delivery), delivery.topic());
		// the default header mapper sends none of the headers that a converter adds
		this.payloadConverter = (messageConverter instanceof PayloadConverter converter
				&& headerMapper.getClass() == DefaultJoltHeaderMapper.class) ? converter : null;
	}

	/**
	 * The converter of payloads.
	 * @return the converter
	 */
	public final MessageConverter getMessageConverter() {
		return this.messageConverter;
	}

	/**
	 * The mapper that decides which headers are sent.
	 * @return the header mapper
	 */
	public final JoltHeaderMapper getHeaderMapper() {
		return this.headerMapper;
	}

	@Override
	public JoltMessage toJolt(String topic, Message<?> message) {
		Assert.notNull(topic, "topic must not be null");
		MessageHeaders headers = message.getHeaders();
		if (this.payloadConverter != null && !headers.containsKey(CONVERSION_HINT)) {
			return JoltMessage.of(topic, this.payloadConverter.toText(message.getPayload()),
					this.headerMapper.fromHeaders(headers));
		}
		Object payload = message.getPayload();
		Message<?> converted = (payload instanceof String || payload instanceof byte[]) ? message
				: convert(payload, headers);
		return JoltMessage.of(topic, text(converted), this.headerMapper.fromHeaders(converted.getHeaders()));
	}

	@Override
	public JoltMessage payloadToJolt(String topic, Object payload, @Nullable Map<String, Object> headers) {
		Assert.notNull(topic, "topic must not be null");
		if (this.payloadConverter != null && (headers == null || headers.isEmpty())) {
			return JoltMessage.of(topic, this.payloadConverter.toText(payload));
		}
		return toJolt(topic, convert(payload, (headers != null) ? new MessageHeaders(headers) : null));
	}

	private Message<?> convert(Object payload, @Nullable MessageHeaders headers) {
		// a missing payload would otherwise be sent as JSON's null
		Assert.notNull(payload, "payload must not be null");
		Object hint = (headers != null) ? headers.get(CONVERSION_HINT) : null;
		Message<?> message = (this.messageConverter instanceof SmartMessageConverter smart)
				? smart.toMessage(payload, headers, hint) : this.messageConverter.toMessage(payload, headers);
		if (message == null) {
			throw new MessageConversionException("No message converter takes a payload of type "
					+ payload.getClass().getName() + ": " + this.messageConverter);
		}
		return message;
	}

	private static String text(Message<?> message) {
		if (message.getPayload() instanceof String text) {
			return text;
		}
		if (message.getPayload() instanceof byte[] bytes) {
			return Utf8BytesMessageConverter.decode(bytes);
		}
		throw new MessageConversionException("The message converter must return a String or a byte[] but returned "
				+ message.getPayload().getClass().getName());
	}

	private DeliveredMessage<String> delivered(JoltMessage message) {
		try {
			return DeliveredMessage.of(message, this.deliveredHeaders);
		}
		catch (JoltPayloadException ex) {
			throw new MessageConversionException(String.valueOf(ex.getMessage()), ex);
		}
	}

	@Override
	public Message<String> fromJolt(JoltMessage message) {
		DeliveredMessage<String> delivered = delivered(message);
		// a custom mapper is called once for each delivery, and its exception is the
		// listener's failure
		if (this.headerMapper.getClass() != DefaultJoltHeaderMapper.class) {
			delivered.getHeaders();
		}
		return delivered;
	}

}
