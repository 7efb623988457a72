package io.jolt.spring.listener.adapter;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A stream of the one value of a promise, or of none if that is {@code null} or an empty
 * {@link Optional}. For one subscriber, which must follow the rules of Reactive Streams.
 *
 * @param <T> the type of the value
 */
final class PromisedItem<T> implements Flow.Publisher<T> {

	private final CompletionStage<? extends @Nullable T> promise;

	PromisedItem(CompletionStage<? extends @Nullable T> promise) {
		this.promise = promise;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		subscriber.onSubscribe(new Demand(subscriber));
	}

	private final class Demand implements Flow.Subscription {

		private final Flow.Subscriber<? super T> subscriber;

		// guarded by this
		private boolean asked;

		// guarded by this
		private boolean cancelled;

		Demand(Flow.Subscriber<? super T> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored") // the subscriber is told
		public void request(long n) {
			synchronized (this) {
				if (this.asked || this.cancelled) {
					return;
				}
				this.asked = true;
			}
			if (n <= 0) {
				this.subscriber
					.onError(new IllegalArgumentException("A subscriber must request at least one item, not " + n));
				return;
			}
			PromisedItem.this.promise.whenComplete(this::tell);
		}

		@SuppressWarnings("unchecked")
		private void tell(@Nullable T result, @Nullable Throwable failure) {
			if (isCancelled()) {
				return;
			}
			if (failure != null) {
				this.subscriber.onError((failure instanceof CompletionException && failure.getCause() != null)
						? failure.getCause() : failure);
				return;
			}
			Object value = (result instanceof Optional<?> optional) ? optional.orElse(null) : result;
			if (value != null) {
				this.subscriber.onNext((T) value);
			}
			if (!isCancelled()) {
				this.subscriber.onComplete();
			}
		}

		private synchronized boolean isCancelled() {
			return this.cancelled;
		}

		@Override
		public void cancel() {
			synchronized (this) {
				this.cancelled = true;
			}
			PromisedItem.this.promise.toCompletableFuture().cancel(true);
		}

	}

}
