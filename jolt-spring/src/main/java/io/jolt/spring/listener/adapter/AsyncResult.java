package io.jolt.spring.listener.adapter;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Waits on the listener's thread for an asynchronous result, so that order, bounds,
 * retries and stopping work as for a method that returns when it is done.
 */
final class AsyncResult {

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Mono",
			AsyncResult.class.getClassLoader());

	private AsyncResult() {
	}

	/**
	 * Waits for a result. Cancels it if the thread is interrupted.
	 * @param returned what the method returned
	 * @return the value, {@code null} if empty; a result that is not asynchronous, as is
	 * @throws Exception why the result failed
	 */
	static @Nullable Object await(@Nullable Object returned) throws Exception {
		if (returned == null) {
			return null;
		}
		Future<?> future = toFuture(returned);
		Object value = (future != null) ? get(future) : returned;
		return (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
	}

	private static @Nullable Future<?> toFuture(Object returned) {
		if (returned instanceof CompletionStage<?> stage) {
			return stage.toCompletableFuture();
		}
		if (returned instanceof Future<?> future) {
			return future;
		}
		return REACTOR_PRESENT ? Reactive.toFuture(returned) : null;
	}

	private static @Nullable Object get(Future<?> future) throws Exception {
		try {
			return future.get();
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			throw ex;
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			if (ex.getCause() instanceof Error cause) {
				throw cause;
			}
			throw ex;
		}
	}

	// separate, so that Reactor is not loaded where it is absent
	private static final class Reactive {

		private static final ReactiveAdapterRegistry ADAPTERS = ReactiveAdapterRegistry.getSharedInstance();

		static @Nullable CompletableFuture<?> toFuture(Object returned) {
			ReactiveAdapter adapter = ADAPTERS.getAdapter(returned.getClass());
			if (adapter == null) {
				return null;
			}
			Publisher<?> publisher = adapter.toPublisher(returned);
			// many values form one payload, like a collection
			Mono<?> value = adapter.isMultiValue() ? Flux.from(publisher).collectList() : Mono.from(publisher);
			// the listener's observation and other context of the thread, if the
			// library for it is present
			return value.contextCapture().toFuture();
		}

	}

}
