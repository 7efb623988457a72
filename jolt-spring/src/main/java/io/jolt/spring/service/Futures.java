package io.jolt.spring.service;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Futures that depend on another one.
 */
final class Futures {

	private Futures() {
	}

	/**
	 * Converts the value of a future. Unlike {@code thenApply}, a failure is not wrapped,
	 * and cancelling the result cancels the source.
	 * @param source the source
	 * @param function converts the value
	 * @param <T> the type of the source's value
	 * @return completes after the source
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the result takes over what they do
	static <T extends @Nullable Object> CompletableFuture<@Nullable Object> map(CompletableFuture<T> source,
			Function<? super T, ? extends @Nullable Object> function) {
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		source.whenComplete((value, failure) -> {
			if (failure != null) {
				result.completeExceptionally(failure);
				return;
			}
			try {
				result.complete(function.apply(value));
			}
			catch (RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		result.whenComplete((value, failure) -> {
			if (result.isCancelled()) {
				source.cancel(true);
			}
		});
		return result;
	}

}
