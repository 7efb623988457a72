package io.jolt.spring.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

/**
 * Asks with a template. Safe for use by several threads.
 */
public class JoltReactiveTemplate implements JoltReactiveOperations {

	private final JoltOperations operations;

	/**
	 * Creates a template.
	 * @param operations asks
	 */
	public JoltReactiveTemplate(JoltOperations operations) {
		Assert.notNull(operations, "operations must not be null");
		this.operations = operations;
	}

	@Override
	public <T> Mono<T> request(String topic, Object request, Class<T> type) {
		return mono(() -> this.operations.requestAsync(topic, request, type));
	}

	@Override
	public <T> Mono<T> request(String topic, Object request, ParameterizedTypeReference<T> type) {
		return mono(() -> this.operations.requestAsync(topic, request, type));
	}

	private static <T> Mono<T> mono(Supplier<CompletableFuture<@Nullable T>> request) {
		return Mono.fromFuture(request);
	}

	@Override
	public <T> Flux<T> requestStream(String topic, Object request, Class<T> type) {
		return flux(this.operations.requestStream(topic, request, type));
	}

	@Override
	public <T> Flux<T> requestStream(String topic, Object request, ParameterizedTypeReference<T> type) {
		return flux(this.operations.requestStream(topic, request, type));
	}

	@Override
	public <T> Flux<T> requestChannel(String topic, Publisher<?> items, Class<T> type) {
		return flux(this.operations.requestChannel(topic, JdkFlowAdapter.publisherToFlowPublisher(items), type));
	}

	@Override
	public <T> Flux<T> requestChannel(String topic, Publisher<?> items, ParameterizedTypeReference<T> type) {
		return flux(this.operations.requestChannel(topic, JdkFlowAdapter.publisherToFlowPublisher(items), type));
	}

	private static <T> Flux<T> flux(Flow.Publisher<T> items) {
		return JdkFlowAdapter.flowPublisherToFlux(items);
	}

}
