package io.jolt.spring.core;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishOptions;
import io.jolt.client.spi.LogText;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.Assert;

/**
 * A request that a template sends.
 */
final class TemplateRequestSpec implements JoltRequestSpec {

	private final RequestReplyTemplate template;

	private final String topic;

	private final Object payload;

	// unmodifiable
	private final Map<String, Object> headers;

	private final PublishOptions options;

	// empty for any
	private final Set<String> statuses;

	TemplateRequestSpec(RequestReplyTemplate template, String topic, Object payload, Map<String, Object> headers,
			PublishOptions options, Set<String> statuses) {
		Assert.notNull(payload, "payload must not be null");
		this.template = template;
		this.topic = topic;
		this.payload = payload;
		this.headers = headers;
		this.options = options;
		this.statuses = statuses;
	}

	@Override
	public JoltRequestSpec status(String... wanted) {
		Assert.notEmpty(wanted, "There must be a status");
		return new TemplateRequestSpec(this.template, this.topic, this.payload, this.headers, this.options,
				Set.of(wanted));
	}

	@Override
	public <T> @Nullable T as(Class<T> type) {
		return await(PayloadType.of(type));
	}

	@Override
	public <T> @Nullable T as(ParameterizedTypeReference<T> type) {
		return await(PayloadType.of(type));
	}

	private <T> @Nullable T await(PayloadType<T> type) {
		return this.template.read(reply(), type);
	}

	@Override
	public <T> CompletableFuture<@Nullable T> asAsync(Class<T> type) {
		return async(PayloadType.of(type));
	}

	@Override
	public <T> CompletableFuture<@Nullable T> asAsync(ParameterizedTypeReference<T> type) {
		return async(PayloadType.of(type));
	}

	private <T> CompletableFuture<@Nullable T> async(PayloadType<T> type) {
		return request((reply) -> this.template.read(reply, type));
	}

	@Override
	public JoltReply reply() {
		// what cannot be converted is thrown as it is
		return this.template.awaitReply(this.topic, new MappedReply<>(ask(source()), this::checked), this::message);
	}

	@Override
	public CompletableFuture<JoltReply> replyAsync() {
		return request(Function.identity());
	}

	private <R extends @Nullable Object> CompletableFuture<R> request(Function<JoltReply, R> result) {
		try {
			return new MappedReply<>(ask(source()), (reply) -> result.apply(checked(reply)));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<JoltReply> ask(Supplier<JoltMessage> source) {
		return this.template.ask(this.topic, source, this.options);
	}

	private JoltReply checked(JoltReply reply) {
		if (!this.statuses.isEmpty() && !this.statuses.contains(reply.status())) {
			throw new JoltReplyStatusException("The reply from topic '" + LogText.of(this.topic) + "' has the status '"
					+ LogText.of(reply.status()) + "', not " + this.statuses, reply);
		}
		return reply;
	}

	private Supplier<JoltMessage> source() {
		return this.template.source(this.topic, this.payload, this.headers);
	}

	private Message<?> message() {
		return (this.payload instanceof Message<?> message) ? message
				: new GenericMessage<>(this.payload, this.headers);
	}

	@Override
	public <T> Flow.Publisher<T> stream(Class<T> type) {
		return items(PayloadType.of(type));
	}

	@Override
	public <T> Flow.Publisher<T> stream(ParameterizedTypeReference<T> type) {
		return items(PayloadType.of(type));
	}

	private <T> Flow.Publisher<T> items(PayloadType<T> type) {
		return this.template.stream(this.topic, source(), CallOptions.DEFAULT.withPublishOptions(this.options), type);
	}

	@Override
	public String toString() {
		return "JoltRequestSpec[topic=" + this.topic + ", headers=" + this.headers + ", options=" + this.options + "]";
	}

}
