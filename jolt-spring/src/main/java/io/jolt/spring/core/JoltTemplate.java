package io.jolt.spring.core;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.PublishResult;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.jolt.spring.observation.PublishObservation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.util.Assert;

/**
 * Publishes with a {@link JoltClient}. Its setters belong before its first use; after
 * that it is safe for use by several threads. The blocking operations must not be called
 * where a {@link CompletableFuture} of the client's completes: they would wait for
 * themselves.
 */
public class JoltTemplate extends AbstractMessageSendingTemplate<String> implements JoltOperations {

	private final JoltClient client;

	private JoltHeaderMapper headerMapper = new DefaultJoltHeaderMapper();

	private String connectionName = "default";

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable JoltPublishObservationConvention observationConvention;

	// null without a registry
	private @Nullable PublishObservation observation;

	// null where somebody may want to see the message that a payload is converted to
	private @Nullable PayloadConverter payloadConverter;

	/**
	 * Creates a template that converts as {@link JoltMessageConverters#create()} does.
	 * @param client publishes; the template neither starts nor stops it
	 */
	@SuppressWarnings("this-escape") // the superclass has no other way to set its
										// converter
	public JoltTemplate(JoltClient client) {
		Assert.notNull(client, "client must not be null");
		this.client = client;
		super.setMessageConverter(JoltMessageConverters.create());
		decideOnMessages();
	}

	/**
	 * Sets where messages go for which no topic is given.
	 * @param defaultTopic the topic, or {@code null} for none
	 */
	public void setDefaultTopic(@Nullable String defaultTopic) {
		setDefaultDestination(defaultTopic);
	}

	/**
	 * The topic of messages for which none is given.
	 * @return the topic, or {@code null} if there is none
	 */
	public @Nullable String getDefaultTopic() {
		return getDefaultDestination();
	}

	/**
	 * Sets which headers travel.
	 * @param headerMapper the mapper, a {@link DefaultJoltHeaderMapper} by default
	 */
	public void setHeaderMapper(JoltHeaderMapper headerMapper) {
		Assert.notNull(headerMapper, "headerMapper must not be null");
		this.headerMapper = headerMapper;
		decideOnMessages();
	}

	@Override
	public void setMessageConverter(MessageConverter messageConverter) {
		super.setMessageConverter(messageConverter);
		decideOnMessages();
	}

	// a payload alone has no header of its sender's, and the default mapper sends none of
	// those that a converter adds; whatever else takes part gets to see a message:
	// another
	// mapper, another converter, a subclass
	private void decideOnMessages() {
		boolean usual = getClass() == JoltTemplate.class
				&& this.headerMapper.getClass() == DefaultJoltHeaderMapper.class;
		this.payloadConverter = (usual && getMessageConverter() instanceof PayloadConverter converter) ? converter
				: null;
	}

	/**
	 * Sets what the client's connection is called in observations.
	 * @param connectionName the name, {@code default} by default
	 */
	public void setConnectionName(String connectionName) {
		Assert.hasText(connectionName, "connectionName must not be blank");
		this.connectionName = connectionName;
		observe();
	}

	/**
	 * Sets what hears of each publish, from its conversion to the broker's answer. What
	 * its propagator wants to travel with the message goes along as headers, which a
	 * broker that knows no headers is not sent. Something that exports observations on a
	 * thread of its own needs a template with {@link ObservationRegistry#NOOP}, or each
	 * message would be about the one before.
	 * @param observationRegistry the registry, {@link ObservationRegistry#NOOP} by
	 * default
	 */
	public void setObservationRegistry(ObservationRegistry observationRegistry) {
		Assert.notNull(observationRegistry, "observationRegistry must not be null");
		this.observationRegistry = observationRegistry;
		observe();
	}

	/**
	 * Sets what names and tags the observations.
	 * @param observationConvention the convention, or {@code null} for the default
	 */
	public void setObservationConvention(@Nullable JoltPublishObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
		observe();
	}

	private void observe() {
		this.observation = (this.observationRegistry == ObservationRegistry.NOOP) ? null
				: new PublishObservation(this.observationRegistry, this.observationConvention, this.connectionName);
	}

	private @Nullable PublishObservation activeObservation() {
		PublishObservation current = this.observation;
		return (current != null && current.isActive()) ? current : null;
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(String topic, Object payload) {
		if (payload instanceof Message<?> message) {
			return sendAsync(topic, message);
		}
		return publishAsync(topic, () -> payloadToJoltMessage(topic, payload));
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(String topic, Message<?> message) {
		return publishAsync(topic, () -> toJoltMessage(topic, message));
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(Message<?> message) {
		String topic;
		try {
			topic = targetTopic(message);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return sendAsync(topic, message);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(JoltMessage message) {
		return sendAsync(message, Set.of());
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(JoltMessage message, Set<String> optionalHeaders) {
		return publishAsync(message.topic(), () -> message, optionalHeaders);
	}

	@Override
	public void send(Message<?> message) {
		send(targetTopic(message), message);
	}

	@Override
	public void convertAndSend(Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) throws MessagingException {
		// not to the default topic at once: the headers may name one
		String topic = getDefaultTopic();
		send((topic != null) ? convert(topic, payload, headers, postProcessor)
				: doConvert(payload, headers, postProcessor));
	}

	@Override
	public void convertAndSend(String topic, Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) throws MessagingException {
		send(topic, convert(topic, payload, headers, postProcessor));
	}

	private Message<?> convert(String topic, Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) {
		PublishObservation current = activeObservation();
		return (current != null)
				? current.convert(topic, isConfigured(topic), () -> doConvert(payload, headers, postProcessor))
				: doConvert(payload, headers, postProcessor);
	}

	@Override
	protected void doSend(String topic, Message<?> message) {
		CompletableFuture<PublishResult> result = (activeObservation() != null)
				? publish(topic, () -> toJoltMessage(topic, message), Set.of())
				: this.client.publish(toJoltMessage(topic, message));
		try {
			result.get();
		}
		catch (ExecutionException ex) {
			throw undelivered(topic, message, Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw undelivered(topic, message,
					new JoltOutcomeUnknownException("Interrupted while waiting for the broker's answer", ex));
		}
	}

	private CompletableFuture<PublishResult> publishAsync(String topic, Supplier<JoltMessage> source) {
		return publishAsync(topic, source, Set.of());
	}

	private CompletableFuture<PublishResult> publishAsync(String topic, Supplier<JoltMessage> source,
			Set<String> optionalHeaders) {
		try {
			return publish(topic, source, optionalHeaders);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<PublishResult> publish(String topic, Supplier<JoltMessage> source,
			Set<String> optionalHeaders) {
		Assert.notNull(topic, "topic must not be null");
		PublishObservation current = activeObservation();
		if (current != null) {
			return current.publish(topic, isConfigured(topic), source, optionalHeaders, this.client::publish);
		}
		return optionalHeaders.isEmpty() ? this.client.publish(source.get())
				: this.client.publish(source.get(), optionalHeaders);
	}

	// any other may be one of any number, and must not become a tag of meters
	private boolean isConfigured(String topic) {
		String defaultTopic = getDefaultTopic();
		return defaultTopic != null && defaultTopic.equals(topic);
	}

	private JoltMessage payloadToJoltMessage(String topic, Object payload) {
		PayloadConverter converter = this.payloadConverter;
		return (converter != null) ? JoltMessage.of(topic, converter.toText(payload))
				: toJoltMessage(topic, doConvert(payload, null, null));
	}

	private JoltMessage toJoltMessage(String topic, Message<?> message) {
		Assert.notNull(topic, "topic must not be null");
		PayloadConverter converter = this.payloadConverter;
		if (converter != null && !message.getHeaders().containsKey(CONVERSION_HINT_HEADER)) {
			return JoltMessage.of(topic, converter.toText(message.getPayload()),
					this.headerMapper.fromHeaders(message.getHeaders()));
		}
		boolean isText = message.getPayload() instanceof String || message.getPayload() instanceof byte[];
		Message<?> converted = isText ? message : doConvert(message.getPayload(), message.getHeaders(), null);
		return JoltMessage.of(topic, text(converted), this.headerMapper.fromHeaders(converted.getHeaders()));
	}

	private static String text(Message<?> message) {
		if (message.getPayload() instanceof String text) {
			return text;
		}
		if (message.getPayload() instanceof byte[] bytes) {
			return Utf8BytesMessageConverter.decode(bytes);
		}
		throw new MessageConversionException(message, "The message converter must make a String or a byte[] but made "
				+ message.getPayload().getClass().getName());
	}

	private String targetTopic(Message<?> message) {
		Object topic = message.getHeaders().get(JoltHeaders.TARGET_TOPIC);
		if (topic == null) {
			topic = getDefaultTopic();
		}
		if (topic == null) {
			throw new IllegalStateException("No topic to send to: give one, set the header '" + JoltHeaders.TARGET_TOPIC
					+ "', or set the template's default topic (jolt.template.default-topic)");
		}
		return topic.toString();
	}

	private static MessageDeliveryException undelivered(String topic, Message<?> message, Throwable cause) {
		return new MessageDeliveryException(message,
				"Publishing to topic '" + topic + "' failed: " + cause.getMessage(), cause);
	}

}
