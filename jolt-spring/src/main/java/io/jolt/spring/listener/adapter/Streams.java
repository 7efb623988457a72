package io.jolt.spring.listener.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * The types that stand for several values: {@link Flow.Publisher} and, with Reactor, all
 * that Spring adapts to Reactive Streams, such as {@code Flux} and Kotlin's {@code Flow}.
 */
final class Streams {

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Flux",
			Streams.class.getClassLoader());

	private Streams() {
	}

	static boolean isStream(Class<?> type) {
		return Flow.Publisher.class.isAssignableFrom(type) || (REACTOR_PRESENT && Reactive.isStream(type));
	}

	/**
	 * Makes a stream of what a method returned.
	 * @param returned a stream, a value or the promise of a value; {@code null} for none
	 * @return the values, for one subscriber
	 */
	@SuppressWarnings("unchecked")
	static Flow.Publisher<Object> publisher(@Nullable Object returned) {
		if (returned instanceof Flow.Publisher<?> publisher) {
			return (Flow.Publisher<Object>) publisher;
		}
		if (returned instanceof CompletionStage<?> stage) {
			return new PromisedItem<>((CompletionStage<Object>) stage);
		}
		Flow.Publisher<Object> adapted = (REACTOR_PRESENT && returned != null) ? Reactive.publisher(returned) : null;
		return (adapted != null) ? adapted : new PromisedItem<>(CompletableFuture.completedFuture(returned));
	}

	/**
	 * Turns a stream into the type of a parameter.
	 * @param publisher the stream
	 * @param type the type, which {@linkplain #isStream is one}
	 * @return the stream as that type
	 */
	static Object adapt(Flow.Publisher<?> publisher, Class<?> type) {
		return (type == Flow.Publisher.class) ? publisher : Reactive.adapt(publisher, type);
	}

	// separate, so that Reactor is not loaded where it is absent
	private static final class Reactive {

		private static final ReactiveAdapterRegistry ADAPTERS = ReactiveAdapterRegistry.getSharedInstance();

		static boolean isStream(Class<?> type) {
			ReactiveAdapter adapter = ADAPTERS.getAdapter(type);
			return adapter != null && adapter.isMultiValue();
		}

		static Flow.@Nullable Publisher<Object> publisher(Object returned) {
			ReactiveAdapter adapter = ADAPTERS.getAdapter(returned.getClass());
			// the listener's observation and other context of the thread, if the library
			// for it is present
			return (adapter != null) ? JdkFlowAdapter
				.publisherToFlowPublisher(Flux.<Object>from(adapter.toPublisher(returned)).contextCapture()) : null;
		}

		static Object adapt(Flow.Publisher<?> publisher, Class<?> type) {
			ReactiveAdapter adapter = ADAPTERS.getAdapter(type);
			Assert.state(adapter != null, () -> "There is no adapter for " + type.getName());
			return adapter.fromPublisher(JdkFlowAdapter.flowPublisherToFlux(publisher));
		}

	}

}
