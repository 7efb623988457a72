package io.jolt.spring.core;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.PublishOptions;
import io.jolt.spring.observation.JoltRequestObservationConvention;
import io.jolt.spring.observation.RequestObservation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.Assert;

/**
 * The part of a template that asks and opens calls.
 */
abstract class RequestReplyTemplate extends AbstractMessageSendingTemplate<String> implements JoltOperations {

	private final JoltClient client;

	// null for the client's; set before the first use, as the next
	private @Nullable Duration replyTimeout;

	// null without a registry
	private @Nullable RequestObservation requestObservation;

	RequestReplyTemplate(JoltClient client) {
		Assert.notNull(client, "client must not be null");
		this.client = client;
	}

	void limitReplies(@Nullable Duration limit) {
		Assert.isTrue(limit == null || (!limit.isNegative() && !limit.isZero()), "replyTimeout must be positive");
		this.replyTimeout = limit;
	}

	void observeRequests(ObservationRegistry registry, @Nullable JoltRequestObservationConvention convention,
			String connectionName) {
		this.requestObservation = (registry == ObservationRegistry.NOOP) ? null
				: new RequestObservation(registry, convention, connectionName);
	}

	/**
	 * Prepares a message.
	 * @param topic the topic
	 * @param payload the payload, or a message
	 * @param headers the headers, or {@code null} for none
	 * @return makes the message to send
	 */
	abstract Supplier<JoltMessage> source(String topic, Object payload, @Nullable Map<String, Object> headers);

	/**
	 * Converts a payload.
	 * @param topic where it goes, or {@code null} if its headers say that
	 * @param payload the payload, or a message
	 * @param headers the headers, or {@code null} for none
	 * @param postProcessor changes the message, or {@code null}
	 * @return the message
	 */
	abstract Message<?> converted(@Nullable String topic, Object payload, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor);

	abstract String targetTopic(Map<String, Object> headers);

	abstract boolean isConfigured(String topic);

	abstract JoltMessageMapper messageMapper();

	@Override
	public Message<?> sendAndReceive(Message<?> request) {
		Assert.notNull(request, "request must not be null");
		return sendAndReceive(targetTopic(request.getHeaders()), request);
	}

	@Override
	public Message<?> sendAndReceive(String topic, Message<?> request) {
		return messageMapper().fromJolt(ask(topic, request).reply().message());
	}

	private JoltRequestSpec ask(String topic, Object request) {
		return message(topic).request(request);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(Object request, Class<T> type) {
		return convertSendAndReceive(request, null, type, null);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(String topic, Object request, Class<T> type) {
		return ask(topic, request).as(type);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(Object request, @Nullable Map<String, Object> headers, Class<T> type) {
		return convertSendAndReceive(request, headers, type, null);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(String topic, Object request, @Nullable Map<String, Object> headers,
			Class<T> type) {
		return spec(topic, request, headers).as(type);
	}

	private JoltRequestSpec spec(String topic, Object request, @Nullable Map<String, Object> headers) {
		return ((headers != null) ? message(topic).headers(headers) : message(topic)).request(request);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(Object request, Class<T> type,
			@Nullable MessagePostProcessor postProcessor) {
		return convertSendAndReceive(request, null, type, postProcessor);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(String topic, Object request, Class<T> type,
			@Nullable MessagePostProcessor postProcessor) {
		return convertSendAndReceive(topic, request, null, type, postProcessor);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(Object request, @Nullable Map<String, Object> headers, Class<T> type,
			@Nullable MessagePostProcessor postProcessor) {
		Message<?> message = converted(null, request, headers, postProcessor);
		return ask(targetTopic(message.getHeaders()), message).as(type);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(String topic, Object request, @Nullable Map<String, Object> headers,
			Class<T> type, @Nullable MessagePostProcessor postProcessor) {
		return (postProcessor != null) ? ask(topic, converted(topic, request, headers, postProcessor)).as(type)
				: spec(topic, request, headers).as(type);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(String topic, Object request, ParameterizedTypeReference<T> type) {
		return ask(topic, request).as(type);
	}

	@Override
	public <T> @Nullable T convertSendAndReceive(String topic, Object request, @Nullable Map<String, Object> headers,
			ParameterizedTypeReference<T> type) {
		return spec(topic, request, headers).as(type);
	}

	@Override
	public <T> CompletableFuture<@Nullable T> requestAsync(String topic, Object request, Class<T> type) {
		return failing(() -> ask(topic, request).asAsync(type));
	}

	@Override
	public <T> CompletableFuture<@Nullable T> requestAsync(String topic, Object request,
			ParameterizedTypeReference<T> type) {
		return failing(() -> ask(topic, request).asAsync(type));
	}

	private static <T extends @Nullable Object> CompletableFuture<T> failing(Supplier<CompletableFuture<T>> request) {
		try {
			return request.get();
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public <T> Flow.Publisher<T> requestStream(String topic, Object request, Class<T> type) {
		return ask(topic, request).stream(type);
	}

	@Override
	public <T> Flow.Publisher<T> requestStream(String topic, Object request, ParameterizedTypeReference<T> type) {
		return ask(topic, request).stream(type);
	}

	@Override
	public <T> Flow.Publisher<T> requestChannel(String topic, Flow.Publisher<?> items, Class<T> type) {
		return message(topic).requestChannel(items, type);
	}

	@Override
	public <T> Flow.Publisher<T> requestChannel(String topic, Flow.Publisher<?> items,
			ParameterizedTypeReference<T> type) {
		return message(topic).requestChannel(items, type);
	}

	<T> Flow.Publisher<T> channel(String topic, Flow.Publisher<?> items, Map<String, Object> headers,
			PublishOptions publishOptions, PayloadType<T> type) {
		Assert.notNull(items, "items must not be null");
		CallOptions options = CallOptions.DEFAULT.withMore(true).withPublishOptions(publishOptions);
		// only the message that opens the call has headers
		Function<Object, CompletableFuture<JoltCall>> open = (first) -> call(topic, source(topic, first, headers),
				options);
		Function<Object, JoltMessage> mapping = (item) -> source(topic, item, null).get();
		return (subscriber) -> ChannelSource.open(items, open, mapping, reading(type), subscriber);
	}

	<T> Flow.Publisher<T> stream(String topic, Supplier<JoltMessage> source, CallOptions options, PayloadType<T> type) {
		return (subscriber) -> {
			Objects.requireNonNull(subscriber, "subscriber");
			CallItems<T> items = new CallItems<>(subscriber, reading(type));
			items.begin(() -> items.opened(call(topic, source, options)), null);
		};
	}

	private <T> Function<JoltMessage, T> reading(PayloadType<T> type) {
		return (item) -> {
			T read = type.read(messageMapper().fromJolt(item), getMessageConverter());
			if (read == null) {
				throw new MessageConversionException("An item of a stream is empty, and so not a " + type);
			}
			return read;
		};
	}

	<T> @Nullable T read(JoltReply reply, PayloadType<T> type) {
		return type.read(messageMapper().fromJolt(reply.message()), getMessageConverter());
	}

	CompletableFuture<JoltReply> ask(String topic, Supplier<JoltMessage> source, PublishOptions options) {
		return observed(topic, source, limited(options), this.client::request);
	}

	private CompletableFuture<JoltCall> call(String topic, Supplier<JoltMessage> source, CallOptions options) {
		return observed(topic, source, limited(options.publishOptions()),
				(first, publishOptions) -> this.client.call(first, options.withPublishOptions(publishOptions)));
	}

	private PublishOptions limited(PublishOptions options) {
		return (options.timeout() == null && this.replyTimeout != null) ? options.withTimeout(this.replyTimeout)
				: options;
	}

	private <T> CompletableFuture<T> observed(String topic, Supplier<JoltMessage> source, PublishOptions options,
			BiFunction<JoltMessage, PublishOptions, CompletableFuture<T>> sender) {
		RequestObservation current = this.requestObservation;
		return (current != null) ? current.request(topic, isConfigured(topic), source, options, sender)
				: sender.apply(source.get(), options);
	}

	JoltReply awaitReply(String topic, CompletableFuture<JoltReply> reply, Supplier<Message<?>> request) {
		try {
			return reply.get();
		}
		catch (ExecutionException ex) {
			throw failure(topic, request.get(), Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			reply.cancel(false);
			throw failure(topic, request.get(),
					new JoltOutcomeUnknownException("Interrupted while waiting for the reply", ex));
		}
	}

	private static MessagingException failure(String topic, Message<?> request, Throwable cause) {
		if (cause instanceof MessagingException failure) {
			return failure;
		}
		return (cause instanceof JoltReplyErrorException || cause instanceof JoltReplyStatusException)
				? new FailedRequestException(request, cause)
				: new UndeliveredMessageException("The request", topic, request, cause);
	}

	// a message that is sent as a payload is the message, not something to convert
	static Message<?> changed(Message<?> message, @Nullable Map<String, Object> headers,
			@Nullable MessagePostProcessor postProcessor) {
		SentHeaders.requireSettable(headers);
		Message<?> result = (headers == null || headers.isEmpty()) ? message
				: MessageBuilder.fromMessage(message).copyHeaders(headers).build();
		return (postProcessor != null) ? postProcessor.postProcessMessage(result) : result;
	}

}
