package io.jolt.spring.service;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import io.jolt.spring.core.JoltMessageSpec;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltRequestSpec;
import io.jolt.spring.internal.MappedPublisher;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Sends with a template.
 */
final class TemplateExchanges implements Exchanges {

	private final JoltOperations operations;

	TemplateExchanges(JoltOperations operations) {
		this.operations = operations;
	}

	@Override
	public CompletableFuture<PublishResult> publish(JoltServiceRequest request, @Nullable Duration timeout) {
		try {
			return message(request, timeout).sendAsync(payload(request));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public CompletableFuture<@Nullable Object> request(JoltServiceRequest request, @Nullable Duration timeout,
			ResolvableType type) {
		try {
			return ask(request, timeout).asAsync(reference(type));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public CompletableFuture<JoltReply> reply(JoltServiceRequest request, @Nullable Duration timeout) {
		try {
			return ask(request, timeout).replyAsync();
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public Flow.Publisher<?> call(JoltServiceRequest request, @Nullable Duration timeout, ResolvableType type) {
		if (request.getPayload() instanceof Flow.Publisher<?> items) {
			return this.operations.requestChannel(request.getTopic(), withHeaders(items, request.getHeaders()),
					reference(type));
		}
		return ask(request, timeout).stream(reference(type));
	}

	// those of the message that opens the call, which is that of the first item
	private static Flow.Publisher<?> withHeaders(Flow.Publisher<?> items, Map<String, Object> headers) {
		if (headers.isEmpty()) {
			return items;
		}
		return (subscriber) -> {
			AtomicBoolean opening = new AtomicBoolean(true);
			new MappedPublisher<Object, Object>(items,
					(item) -> opening.getAndSet(false) ? withHeaders(item, headers) : item, UnaryOperator.identity(),
					UnaryOperator.identity())
				.subscribe(subscriber);
		};
	}

	private static Message<?> withHeaders(Object item, Map<String, Object> headers) {
		return ((item instanceof Message<?> message) ? MessageBuilder.fromMessage(message)
				: MessageBuilder.withPayload(item))
			.copyHeaders(headers)
			.build();
	}

	private JoltRequestSpec ask(JoltServiceRequest request, @Nullable Duration timeout) {
		return message(request, timeout).request(payload(request));
	}

	private JoltMessageSpec message(JoltServiceRequest request, @Nullable Duration timeout) {
		JoltMessageSpec message = this.operations.message(request.getTopic()).headers(request.getHeaders());
		return (timeout != null) ? message.timeout(timeout) : message;
	}

	private static Object payload(JoltServiceRequest request) {
		Object payload = request.getPayload();
		return (payload != null) ? payload : "";
	}

	private static ParameterizedTypeReference<Object> reference(ResolvableType type) {
		return ParameterizedTypeReference.forType(type.getType());
	}

}
