package io.jolt.spring.observation;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

/**
 * The future of a publish, which completes after the observation has ended, so that a
 * caller who waits for it finds the publish recorded.
 */
final class ObservedPublish extends CompletableFuture<PublishResult> {

	private final CompletableFuture<PublishResult> published;

	@SuppressWarnings("FutureReturnValueIgnored")
	ObservedPublish(CompletableFuture<PublishResult> published,
			BiConsumer<@Nullable PublishResult, @Nullable Throwable> ended) {
		this.published = published;
		published.whenComplete((result, failure) -> {
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
		this.published.cancel(mayInterruptIfRunning);
		return super.cancel(mayInterruptIfRunning) || isCancelled();
	}

}
