package io.jolt.spring.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the items of a call whose method returns at most one value.
 */
final class Streams {

	private Streams() {
	}

	/**
	 * Takes the only item of a call.
	 * @param items the call's items
	 * @param topic the topic, for errors
	 * @return completes at the end of the stream, with {@code null} if there was no item;
	 * fails if there is another item. Cancelling it cancels the call
	 */
	static CompletableFuture<@Nullable Object> single(Flow.Publisher<?> items, String topic) {
		Only only = new Only(topic);
		items.subscribe(only);
		return only.result;
	}

	/**
	 * Ignores the items of a call.
	 * @param items the call's items
	 * @return completes at the end of the stream; cancelling it cancels the call
	 */
	static CompletableFuture<@Nullable Object> end(Flow.Publisher<?> items) {
		Only only = new Only(null);
		items.subscribe(only);
		return only.result;
	}

	// by the rules of Reactive Streams, called by one thread at a time
	private static final class Only implements Flow.Subscriber<Object> {

		private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();

		// null to ignore items
		private final @Nullable String topic;

		// the subscriber's thread
		private @Nullable Object item;

		Only(@Nullable String topic) {
			this.topic = topic;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored") // the caller has the result itself
		public void onSubscribe(Flow.Subscription subscription) {
			// also when there are too many items; cancelling an ended call does nothing
			this.result.whenComplete((value, ex) -> {
				if (ex != null) {
					subscription.cancel();
				}
			});
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Object next) {
			if (this.topic == null) {
				return;
			}
			if (this.item != null) {
				this.result.completeExceptionally(new JoltException("The call on topic '" + this.topic
						+ "' was answered with more than one item: let the method return a stream of them"));
			}
			this.item = next;
		}

		@Override
		public void onError(Throwable failure) {
			this.result.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.result.complete(this.item);
		}

	}

}
