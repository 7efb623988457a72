package io.jolt.spring.core;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.jolt.spring.observation.PublishObservation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.Assert;

/**
 * Publishes with a {@link JoltClient}. Its setters belong before its first use; after
 * that it is safe for use by several threads. The blocking operations must not be called
 * where a {@link CompletableFuture} of the client's completes: they would wait for
 * themselves.
 */
public class JoltTemplate extends AbstractMessageSendingTemplate<String> implements JoltOperations {

	private final JoltClient client;

	private JoltMessageMapper messageMapper;

	private List<MessagePostProcessor> beforePublish = List.of();

	private String connectionName = "default";

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable JoltPublishObservationConvention observationConvention;

	// null without a registry
	private @Nullable PublishObservation observation;

	/**
	 * Creates a template that converts as {@link JoltMessageConverters#create()} does.
	 * @param client publishes; the template neither starts nor stops it
	 */
	@SuppressWarnings("this-escape") // the superclass has no other way to set its
										// converter
	public JoltTemplate(JoltClient client) {
		Assert.notNull(client, "client must not be null");
		this.client = client;
		DefaultJoltMessageMapper mapper = new DefaultJoltMessageMapper();
		super.setMessageConverter(mapper.getMessageConverter());
		this.messageMapper = mapper;
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
	 * Sets what makes Jolt messages of payloads and Spring messages.
	 * @param messageMapper the mapper, a {@link DefaultJoltMessageMapper} by default
	 */
	public void setMessageMapper(JoltMessageMapper messageMapper) {
		Assert.notNull(messageMapper, "messageMapper must not be null");
		this.messageMapper = messageMapper;
		if (messageMapper instanceof DefaultJoltMessageMapper mapper) {
			super.setMessageConverter(mapper.getMessageConverter());
		}
	}

	/**
	 * Sets which headers travel: a {@link DefaultJoltMessageMapper} with the template's
	 * converter takes the place of the mapper.
	 * @param headerMapper the mapper, a {@link DefaultJoltHeaderMapper} by default
	 */
	public void setHeaderMapper(JoltHeaderMapper headerMapper) {
		this.messageMapper = new DefaultJoltMessageMapper(getMessageConverter(), headerMapper);
	}

	/**
	 * Sets what converts payloads: a {@link DefaultJoltMessageMapper} with it takes the
	 * place of the mapper.
	 */
	@Override
	public void setMessageConverter(MessageConverter messageConverter) {
		super.setMessageConverter(messageConverter);
		JoltHeaderMapper headerMapper = (this.messageMapper instanceof DefaultJoltMessageMapper mapper)
				? mapper.getHeaderMapper() : new DefaultJoltHeaderMapper();
		this.messageMapper = new DefaultJoltMessageMapper(messageConverter, headerMapper);
	}

	/**
	 * Sets what changes each message before it is published, for example to add a header.
	 * It sees Spring messages whose payload is converted; raw {@link JoltMessage}s do not
	 * pass through it, for which there is {@link io.jolt.client.JoltClientInterceptor}.
	 * @param postProcessors the post-processors in the order in which they are called
	 */
	public void setBeforePublishPostProcessors(MessagePostProcessor... postProcessors) {
		this.beforePublish = List.of(postProcessors);
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
	public CompletableFuture<PublishResult> sendAsync(Object payload) {
		if (payload instanceof Message<?> message) {
			return sendAsync(message);
		}
		if (payload instanceof JoltMessage message) {
			return sendAsync(message);
		}
		String topic = getDefaultTopic();
		return (topic != null) ? sendAsync(topic, payload) : CompletableFuture.failedFuture(noTopic());
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(String topic, Object payload) {
		return sendAsync(topic, payload, PublishOptions.DEFAULT);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(String topic, Object payload,
			@Nullable Map<String, Object> headers) {
		return publishAsync(topic, () -> map(topic, payload, headers), PublishOptions.DEFAULT);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(String topic, Object payload, PublishOptions options) {
		return publishAsync(topic,
				(payload instanceof Message<?> message) ? () -> map(topic, message) : () -> map(topic, payload, null),
				options);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(String topic, Message<?> message) {
		return publishAsync(topic, () -> map(topic, message), PublishOptions.DEFAULT);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(Message<?> message) {
		String topic;
		try {
			topic = targetTopic(message.getHeaders());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return sendAsync(topic, message);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(JoltMessage message) {
		return sendAsync(message, PublishOptions.DEFAULT);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(JoltMessage message, PublishOptions options) {
		return publishAsync(message.topic(), () -> message, options);
	}

	@Override
	public void send(Message<?> message) {
		send(targetTopic(message.getHeaders()), message);
	}

	@Override
	public void convertAndSend(Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) throws MessagingException {
		if (postProcessor == null) {
			convertAndSend(targetTopic((headers != null) ? headers : Map.of()), payload, headers);
			return;
		}
		Assert.notNull(payload, "payload must not be null");
		// not to the default topic at once: the post-processor may name one
		String topic = getDefaultTopic();
		send((topic != null) ? convert(topic, payload, headers, postProcessor)
				: doConvert(payload, headers, postProcessor));
	}

	@Override
	public void convertAndSend(String topic, Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) throws MessagingException {
		Assert.notNull(payload, "payload must not be null");
		if (postProcessor != null) {
			send(topic, convert(topic, payload, headers, postProcessor));
		}
		else {
			await(topic, publish(topic, () -> map(topic, payload, headers), PublishOptions.DEFAULT),
					() -> new GenericMessage<>(payload, (headers != null) ? headers : Map.of()));
		}
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
		await(topic, publish(topic, () -> map(topic, message), PublishOptions.DEFAULT), () -> message);
	}

	private static void await(String topic, CompletableFuture<PublishResult> result, Supplier<Message<?>> message) {
		try {
			result.get();
		}
		catch (ExecutionException ex) {
			throw new UndeliveredMessageException(topic, message.get(), Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UndeliveredMessageException(topic, message.get(),
					new JoltOutcomeUnknownException("Interrupted while waiting for the broker's answer", ex));
		}
	}

	@Override
	public void flush() {
		try {
			this.client.flush().get();
		}
		catch (ExecutionException ex) {
			throw new MessagingException("Waiting for the end of what was published failed: " + ex.getCause(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessagingException("The thread was interrupted while it waited for the end of what was published",
					ex);
		}
	}

	private CompletableFuture<PublishResult> publishAsync(String topic, Supplier<JoltMessage> source,
			PublishOptions options) {
		try {
			return publish(topic, source, options);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<PublishResult> publish(String topic, Supplier<JoltMessage> source,
			PublishOptions options) {
		Assert.notNull(topic, "topic must not be null");
		PublishObservation current = activeObservation();
		return (current != null) ? current.publish(topic, isConfigured(topic), source, options, this.client::publish)
				: this.client.publish(source.get(), options);
	}

	// any other may be one of any number, and must not become a tag of meters
	private boolean isConfigured(String topic) {
		String defaultTopic = getDefaultTopic();
		return defaultTopic != null && defaultTopic.equals(topic);
	}

	private JoltMessage map(String topic, Object payload, @Nullable Map<String, Object> headers) {
		// a subclass may convert in its own way
		boolean needsMessage = !this.beforePublish.isEmpty() || getClass() != JoltTemplate.class;
		return !needsMessage ? this.messageMapper.payloadToJolt(topic, payload, headers)
				: map(topic, doConvert(payload, headers, null));
	}

	private JoltMessage map(String topic, Message<?> message) {
		Message<?> processed = message;
		for (MessagePostProcessor postProcessor : this.beforePublish) {
			processed = postProcessor.postProcessMessage(processed);
		}
		return this.messageMapper.toJolt(topic, processed);
	}

	private String targetTopic(Map<String, Object> headers) {
		Object topic = headers.get(JoltHeaders.TOPIC);
		if (topic == null && headers.containsKey(JoltHeaders.RECEIVED_TOPIC)) {
			throw new IllegalStateException("No topic to send to: the header '" + JoltHeaders.RECEIVED_TOPIC
					+ "' says where a message came from. To send, give a topic or set the header '" + JoltHeaders.TOPIC
					+ "'");
		}
		if (topic == null) {
			topic = getDefaultTopic();
		}
		if (topic == null) {
			throw noTopic();
		}
		return topic.toString();
	}

	private static IllegalStateException noTopic() {
		return new IllegalStateException("No topic to send to: give one, set the header '" + JoltHeaders.TOPIC
				+ "', or set the template's default topic (jolt.template.default-topic)");
	}

}
