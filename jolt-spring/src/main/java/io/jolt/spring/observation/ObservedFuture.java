package io.jolt.spring.observation;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The future of what was sent, which completes after the observation has ended, so that a
 * caller who waits for it finds it recorded.
 *
 * @param <T> the type of the result
 */
final class ObservedFuture<T> extends CompletableFuture<T> {

	private final CompletableFuture<T> sent;

	@SuppressWarnings("FutureReturnValueIgnored")
	ObservedFuture(CompletableFuture<T> sent, BiConsumer<@Nullable T, @Nullable Throwable> ended) {
		this.sent = sent;
		sent.whenComplete((result, failure) -> {
			try {
				ended.accept(result, failure);
			}
			finally {
				if (failure != null) {
					completeExceptionally(failure);
				}
				else {
					complete(result);
				}
			}
		});
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		this.sent.cancel(mayInterruptIfRunning);
		return super.cancel(mayInterruptIfRunning) || isCancelled();
	}

}
