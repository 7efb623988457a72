package io.jolt.spring.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import io.jolt.spring.core.JoltMessageSpec;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltRequestSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

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
		return (request.getPayload() instanceof Flow.Publisher<?> items)
				? message(request, timeout).requestChannel(items, reference(type))
				: ask(request, timeout).stream(reference(type));
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
