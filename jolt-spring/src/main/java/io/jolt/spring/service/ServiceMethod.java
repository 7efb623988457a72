package io.jolt.spring.service;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

/**
 * A method of a client: what it sends, and what it returns. Immutable, and safe for use
 * by several threads.
 */
final class ServiceMethod {

	private final String name;

	private final ExchangeSettings settings;

	private final ServiceArguments arguments;

	private final ServiceResult result;

	private final Exchanges exchanges;

	// of replies and calls
	private final @Nullable Duration replyTimeout;

	/**
	 * Creates a method.
	 * @param method the method, for errors
	 * @param settings what its annotation says
	 * @param arguments its parameters
	 * @param result its return type
	 * @param exchanges sends what it is called with
	 * @param replyTimeout the limit for replies, unless the annotation sets one
	 * @throws IllegalArgumentException if the parameters and return type do not fit
	 */
	ServiceMethod(Method method, ExchangeSettings settings, ServiceArguments arguments, ServiceResult result,
			Exchanges exchanges, @Nullable Duration replyTimeout) {
		this.name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
		this.settings = settings;
		this.arguments = arguments;
		this.result = result;
		this.exchanges = exchanges;
		this.replyTimeout = settings.replyTimeout(replyTimeout);
		result.requireFitting(arguments.isStreaming());
	}

	/**
	 * Calls the method.
	 * @param args the arguments
	 * @return what the method returns
	 * @throws RuntimeException if the method waits, and fails
	 */
	@Nullable Object invoke(@Nullable Object[] args) {
		JoltServiceRequest request = new JoltServiceRequest(this.settings.topic());
		request.setHeader(JoltMessageHeaders.TYPE, this.settings.type());
		try {
			this.arguments.apply(args, request);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(this.name + ": " + ex.getMessage(), ex);
		}
		return switch (this.result.container()) {
			case BLOCKING -> this.result.checked(await(start(request)));
			case FUTURE -> start(request);
			case REACTIVE -> ReactiveTypes.single(this.result.containerType(), () -> start(request));
			case REACTIVE_STREAM -> ReactiveTypes.stream(this.result.containerType(), items(request));
			case FLOW -> items(request);
		};
	}

	private Flow.Publisher<?> items(JoltServiceRequest request) {
		return this.exchanges.call(request, this.replyTimeout, this.result.contentType());
	}

	private CompletableFuture<@Nullable Object> start(JoltServiceRequest request) {
		CompletableFuture<@Nullable Object> value = switch (this.result.content()) {
			case NOTHING -> this.arguments.isStreaming() ? Streams.end(items(request))
					: Futures.map(publish(request), (published) -> null);
			case PUBLISH_RESULT -> Futures.map(publish(request), (published) -> published);
			case REPLY -> Futures.map(this.exchanges.reply(request, this.replyTimeout), (reply) -> reply);
			case VALUE -> this.arguments.isStreaming() ? Streams.single(items(request), this.settings.topic())
					: this.exchanges.request(request, this.replyTimeout, this.result.contentType());
		};
		return this.result.optional() ? Futures.map(value, Optional::ofNullable) : value;
	}

	private CompletableFuture<PublishResult> publish(JoltServiceRequest request) {
		return this.exchanges.publish(request, this.settings.timeout());
	}

	private @Nullable Object await(Future<@Nullable Object> future) {
		try {
			return future.get();
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			Thread.currentThread().interrupt();
			throw new JoltOutcomeUnknownException("Interrupted while " + this.name + " waited for an answer", ex);
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			// its own stack is that of the client's thread
			cause.addSuppressed(new CalledHereException(this.name));
			if (cause instanceof Error error) {
				throw error;
			}
			throw (cause instanceof RuntimeException runtime) ? runtime : new IllegalStateException(cause);
		}
	}

	/**
	 * Shows where a call was made that failed on another thread.
	 */
	private static final class CalledHereException extends Exception {

		private static final long serialVersionUID = 1L;

		CalledHereException(String name) {
			super(name + " was called here");
		}

	}

}
