package io.jolt.spring.core;

import java.time.Duration;
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
import io.jolt.spring.observation.JoltRequestObservationConvention;
import io.jolt.spring.observation.PublishObservation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.Assert;

/**
 * Publishes and asks with a {@link JoltClient}. Call the setters before its first use;
 * after that it is safe for use by several threads. Do not call the blocking operations
 * on a thread that completes one of the client's {@link CompletableFuture}s: they would
 * wait for themselves.
 */
public class JoltTemplate extends RequestReplyTemplate {

	private final JoltClient client;

	private JoltMessageMapper messageMapper;

	private List<MessagePostProcessor> beforePublish = List.of();

	private String connectionName = "default";

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable JoltPublishObservationConvention observationConvention;

	private @Nullable JoltRequestObservationConvention requestObservationConvention;

	// null without a registry
	private @Nullable PublishObservation observation;

	/**
	 * Creates a template that converts as {@link JoltMessageConverters#create()} does.
	 * @param client the client, which the template neither starts nor stops
	 */
	@SuppressWarnings("this-escape") // the superclass has no other way to set its
										// converter
	public JoltTemplate(JoltClient client) {
		super(client);
		this.client = client;
		DefaultJoltMessageMapper mapper = new DefaultJoltMessageMapper();
		super.setMessageConverter(mapper.getMessageConverter());
		this.messageMapper = mapper;
	}

	/**
	 * Sets the topic of messages that are sent without one.
	 * @param defaultTopic the topic, or {@code null} for none
	 */
	public void setDefaultTopic(@Nullable String defaultTopic) {
		setDefaultDestination(defaultTopic);
	}

	/**
	 * The topic of messages that are sent without one.
	 * @return the topic, or {@code null} if there is none
	 */
	public @Nullable String getDefaultTopic() {
		return getDefaultDestination();
	}

	/**
	 * Sets the mapper that converts payloads and Spring messages to Jolt messages.
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
	 * Sets the header mapper: the message mapper is replaced by a
	 * {@link DefaultJoltMessageMapper} with this header mapper and the template's
	 * converter.
	 * @param headerMapper the mapper, a {@link DefaultJoltHeaderMapper} by default
	 */
	public void setHeaderMapper(JoltHeaderMapper headerMapper) {
		this.messageMapper = new DefaultJoltMessageMapper(getMessageConverter(), headerMapper);
	}

	/**
	 * Sets the converter of payloads: the message mapper is replaced by a
	 * {@link DefaultJoltMessageMapper} with this converter.
	 */
	@Override
	public void setMessageConverter(MessageConverter messageConverter) {
		super.setMessageConverter(messageConverter);
		JoltHeaderMapper headerMapper = (this.messageMapper instanceof DefaultJoltMessageMapper mapper)
				? mapper.getHeaderMapper() : new DefaultJoltHeaderMapper();
		this.messageMapper = new DefaultJoltMessageMapper(messageConverter, headerMapper);
	}

	/**
	 * Sets the post-processors that change each message before it is published, for
	 * example to add a header. They see Spring messages whose payload is already
	 * converted. They do not see raw {@link JoltMessage}s: use a
	 * {@link io.jolt.client.JoltClientInterceptor} for those.
	 * @param postProcessors the post-processors in the order in which they are called
	 */
	public void setBeforePublishPostProcessors(MessagePostProcessor... postProcessors) {
		this.beforePublish = List.of(postProcessors);
	}

	/**
	 * Sets the connection's name in observations.
	 * @param connectionName the name, {@code default} by default
	 */
	public void setConnectionName(String connectionName) {
		Assert.hasText(connectionName, "connectionName must not be blank");
		this.connectionName = connectionName;
		observe();
	}

	/**
	 * Sets the registry that observes each publish, from the conversion to the broker's
	 * answer. What its propagator adds is sent as headers, but not to a broker that does
	 * not support them. An exporter that publishes observations on its own thread needs a
	 * template with {@link ObservationRegistry#NOOP}; otherwise each message would be
	 * about the previous one.
	 * @param observationRegistry the registry, {@link ObservationRegistry#NOOP} by
	 * default
	 */
	public void setObservationRegistry(ObservationRegistry observationRegistry) {
		Assert.notNull(observationRegistry, "observationRegistry must not be null");
		this.observationRegistry = observationRegistry;
		observe();
	}

	/**
	 * Sets the convention that names and tags the observations.
	 * @param observationConvention the convention, or {@code null} for the default
	 */
	public void setObservationConvention(@Nullable JoltPublishObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
		observe();
	}

	/**
	 * Sets the convention that names and tags the observations of requests.
	 * @param requestObservationConvention the convention, or {@code null} for the default
	 */
	public void setRequestObservationConvention(
			@Nullable JoltRequestObservationConvention requestObservationConvention) {
		this.requestObservationConvention = requestObservationConvention;
		observe();
	}

	/**
	 * Sets how long a request may take that sets no limit of its own, and how long a call
	 * may take to be accepted.
	 * @param replyTimeout the limit, positive, or {@code null} for the client's, which is
	 * 10 seconds by default
	 */
	public void setReplyTimeout(@Nullable Duration replyTimeout) {
		limitReplies(replyTimeout);
	}

	private void observe() {
		observeRequests(this.observationRegistry, this.requestObservationConvention, this.connectionName);
		this.observation = (this.observationRegistry == ObservationRegistry.NOOP) ? null
				: new PublishObservation(this.observationRegistry, this.observationConvention, this.connectionName);
	}

	private @Nullable PublishObservation activeObservation() {
		PublishObservation current = this.observation;
		return (current != null && current.isActive()) ? current : null;
	}

	@Override
	public JoltMessageSpec message(String topic) {
		Assert.notNull(topic, "topic must not be null");
		return new TemplateMessageSpec(this, topic);
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
		return sendAsync(topic, payload, headers, PublishOptions.DEFAULT);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(String topic, Object payload, PublishOptions options) {
		return sendAsync(topic, payload, null, options);
	}

	CompletableFuture<PublishResult> sendAsync(String topic, Object payload, @Nullable Map<String, Object> headers,
			PublishOptions options) {
		return publishAsync(topic, source(topic, payload, headers), options);
	}

	PublishResult sendAndWait(String topic, Object payload, Map<String, Object> headers, PublishOptions options) {
		Assert.notNull(payload, "payload must not be null");
		return await(topic, publish(topic, source(topic, payload, headers), options),
				() -> (payload instanceof Message<?> message) ? message : new GenericMessage<>(payload, headers));
	}

	@Override
	Supplier<JoltMessage> source(String topic, Object payload, @Nullable Map<String, Object> headers) {
		return (payload instanceof Message<?> message) ? () -> map(topic, changed(message, headers, null))
				: () -> map(topic, payload, headers);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(String topic, Message<?> message) {
		return publishAsync(topic, () -> map(topic, message), PublishOptions.DEFAULT);
	}

	@Override
	public CompletableFuture<PublishResult> sendAsync(Message<?> message) {
		String topic;
		try {
			Assert.notNull(message, "message must not be null");
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
		try {
			Assert.notNull(message, "message must not be null");
			return publish(message.topic(), () -> message, options);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public void send(Message<?> message) {
		Assert.notNull(message, "message must not be null");
		send(targetTopic(message.getHeaders()), message);
	}

	@Override
	public void convertAndSend(Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) throws MessagingException {
		if (payload instanceof Message<?> message) {
			send(changed(message, headers, postProcessor));
			return;
		}
		if (postProcessor == null) {
			convertAndSend(targetTopic((headers != null) ? headers : Map.of()), payload, headers);
			return;
		}
		Assert.notNull(payload, "payload must not be null");
		// not to the default topic at once: the post-processor may set a topic
		String topic = getDefaultTopic();
		send((topic != null) ? convert(topic, payload, headers, postProcessor)
				: message(payload, headers, postProcessor));
	}

	@Override
	public void convertAndSend(String topic, Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) throws MessagingException {
		Assert.notNull(payload, "payload must not be null");
		if (payload instanceof Message<?> message) {
			send(topic, changed(message, headers, postProcessor));
		}
		else if (postProcessor != null) {
			send(topic, convert(topic, payload, headers, postProcessor));
		}
		else {
			await(topic, publish(topic, () -> map(topic, payload, headers), PublishOptions.DEFAULT),
					() -> new GenericMessage<>(payload, (headers != null) ? headers : Map.of()));
		}
	}

	@Override
	Message<?> converted(@Nullable String topic, Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) {
		Assert.notNull(payload, "payload must not be null");
		return (payload instanceof Message<?> message) ? changed(message, headers, postProcessor)
				: message(payload, headers, postProcessor);
	}

	@Override
	JoltMessageMapper messageMapper() {
		return this.messageMapper;
	}

	private Message<?> convert(String topic, Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) {
		PublishObservation current = activeObservation();
		return (current != null)
				? current.convert(topic, isConfigured(topic), () -> message(payload, headers, postProcessor))
				: message(payload, headers, postProcessor);
	}

	// a mapper of another kind converts payloads itself
	private Message<?> message(Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) {
		if (this.messageMapper instanceof DefaultJoltMessageMapper || getClass() != JoltTemplate.class) {
			return doConvert(payload, headers, postProcessor);
		}
		Message<?> message = new GenericMessage<>(payload, (headers != null) ? headers : Map.of());
		return (postProcessor != null) ? postProcessor.postProcessMessage(message) : message;
	}

	@Override
	protected void doSend(String topic, Message<?> message) {
		await(topic, publish(topic, () -> map(topic, message), PublishOptions.DEFAULT), () -> message);
	}

	private static PublishResult await(String topic, CompletableFuture<PublishResult> result,
			Supplier<Message<?>> message) {
		try {
			return result.get();
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
			throw new MessagingException("Flushing failed: " + ex.getCause(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessagingException("Interrupted while flushing", ex);
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

	// the number of other topics is unbounded, so they must not become a tag of meters
	@Override
	boolean isConfigured(String topic) {
		String defaultTopic = getDefaultTopic();
		return defaultTopic != null && defaultTopic.equals(topic);
	}

	private JoltMessage map(String topic, Object payload, @Nullable Map<String, Object> headers) {
		SentHeaders.requireSettable(headers);
		// a subclass may convert in its own way
		boolean needsMessage = !this.beforePublish.isEmpty() || getClass() != JoltTemplate.class;
		return !needsMessage ? this.messageMapper.payloadToJolt(topic, payload, headers)
				: map(topic, message(payload, headers, null));
	}

	private JoltMessage map(String topic, Message<?> message) {
		Assert.notNull(message, "message must not be null");
		Message<?> processed = message;
		for (MessagePostProcessor postProcessor : this.beforePublish) {
			processed = postProcessor.postProcessMessage(processed);
		}
		return this.messageMapper.toJolt(topic, processed);
	}

	@Override
	String targetTopic(Map<String, Object> headers) {
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
