package io.jolt.spring.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import io.jolt.spring.core.JoltMessageSpec;
import io.jolt.spring.core.JoltOperations;
import org.jspecify.annotations.Nullable;

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
			JoltMessageSpec message = this.operations.message(request.getTopic()).headers(request.getHeaders());
			return ((timeout != null) ? message.timeout(timeout) : message).sendAsync(payload(request));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public CompletableFuture<@Nullable Object> request(JoltServiceRequest request, @Nullable Duration timeout,
			ResolvableType type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<JoltReply> reply(JoltServiceRequest request, @Nullable Duration timeout) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Flow.Publisher<?> call(JoltServiceRequest request, @Nullable Duration timeout, ResolvableType type) {
		throw new UnsupportedOperationException();
	}

	private static Object payload(JoltServiceRequest request) {
		Object payload = request.getPayload();
		return (payload != null) ? payload : "";
	}

}
