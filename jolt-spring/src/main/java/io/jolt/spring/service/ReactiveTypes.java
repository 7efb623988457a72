package io.jolt.spring.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * The reactive types of the libraries that are present. Used only if Reactor is.
 */
final class ReactiveTypes {

	private static final ReactiveAdapterRegistry ADAPTERS = ReactiveAdapterRegistry.getSharedInstance();

	private ReactiveTypes() {
	}

	/**
	 * What a type stands for.
	 * @param type the type
	 * @return the kind, or {@code null} if it is not reactive
	 */
	static @Nullable Kind kind(Class<?> type) {
		ReactiveAdapter adapter = ADAPTERS.getAdapter(type);
		if (adapter == null) {
			return null;
		}
		return adapter.isNoValue() ? Kind.NOTHING : adapter.isMultiValue() ? Kind.STREAM : Kind.SINGLE;
	}

	/**
	 * Creates a value of a reactive type that starts something for each subscriber.
	 * @param type the type
	 * @param start starts it, and returns what completes with the value
	 * @return the reactive value, whose cancellation cancels what was started
	 */
	static Object single(Class<?> type, Supplier<CompletableFuture<@Nullable Object>> start) {
		return adapter(type).fromPublisher(Mono.fromFuture(start));
	}

	/**
	 * Creates a stream of a reactive type.
	 * @param type the type
	 * @param items the items
	 * @return the stream
	 */
	static Object stream(Class<?> type, Flow.Publisher<?> items) {
		return adapter(type).fromPublisher(Flux.from(FlowAdapters.toPublisher(items)));
	}

	/**
	 * Makes a publisher of a stream.
	 * @param stream a value of a type whose kind is {@link Kind#STREAM}
	 * @return its items
	 */
	static Flow.Publisher<?> items(Object stream) {
		return FlowAdapters.toFlowPublisher(adapter(stream.getClass()).toPublisher(stream));
	}

	private static ReactiveAdapter adapter(Class<?> type) {
		ReactiveAdapter adapter = ADAPTERS.getAdapter(type);
		if (adapter == null) {
			throw new IllegalStateException("No reactive type: " + type.getName());
		}
		return adapter;
	}

	/**
	 * How many values there can be.
	 */
	enum Kind {

		/**
		 * None, only an end.
		 */
		NOTHING,

		/**
		 * At most one.
		 */
		SINGLE,

		/**
		 * Any number.
		 */
		STREAM

	}

}
