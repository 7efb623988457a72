package io.jolt.spring.listener.adapter;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jolt.client.JoltCall;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReplyException;
import io.jolt.spring.internal.MappedPublisher;
import org.jspecify.annotations.Nullable;

/**
 * The items that the caller sends, for the method that takes them, if it does. Safe for
 * use by several threads.
 */
final class CallerItems {

	private final Supplier<JoltCall> accepting;

	// whether somebody takes them, or nobody will any more; guarded by this
	private boolean taken;

	// guarded by this
	private boolean dropped;

	// what the subscriber was told and may pass on; guarded by this
	private @Nullable Throwable told;

	/**
	 * Creates the items of a call.
	 * @param accepting accepts the call, unless that was done
	 */
	CallerItems(Supplier<JoltCall> accepting) {
		this.accepting = accepting;
	}

	/**
	 * Converts the items. Whoever subscribes accepts the call.
	 * @param reading converts an item, and deals with it if it cannot
	 * @return the items, for one subscriber
	 */
	Flow.Publisher<Object> read(Function<JoltMessage, Object> reading) {
		return new MappedPublisher<JoltMessage, Object>(this::subscribe, reading, this::tell,
				(failure) -> isFromCall(failure) ? tell(failure) : failure);
	}

	private void subscribe(Flow.Subscriber<? super JoltMessage> subscriber) {
		boolean late;
		synchronized (this) {
			late = this.dropped;
			this.taken = true;
		}
		if (late) {
			subscriber.onSubscribe(new None());
			subscriber.onError(new IllegalStateException("The call was answered before anybody subscribed to the "
					+ "caller's items: subscribe before the method's result is complete"));
		}
		else {
			this.accepting.get().items().subscribe(subscriber);
		}
	}

	/**
	 * Takes no items, unless somebody has subscribed: a caller that waits until they are
	 * taken would otherwise wait for ever.
	 */
	void drop() {
		synchronized (this) {
			if (this.taken) {
				return;
			}
			this.taken = true;
			this.dropped = true;
		}
		this.accepting.get().items().subscribe(new Unwanted());
	}

	private synchronized Throwable tell(Throwable failure) {
		this.told = failure;
		return failure;
	}

	// and not a subscriber's mistake
	private static boolean isFromCall(Throwable failure) {
		return failure instanceof JoltException || failure instanceof JoltReplyException
				|| failure instanceof CancellationException;
	}

	/**
	 * Whether the reason of a failure is the end of the items.
	 * @param failure the failure of a method, or of what it answers
	 * @return {@code true} if the method passes on what it was told
	 */
	synchronized boolean caused(Throwable failure) {
		Throwable current = failure;
		for (int depth = 0; current != null && depth < 16; depth++) {
			if (current == this.told) {
				return true;
			}
			current = current.getCause();
		}
		return false;
	}

	/**
	 * Wants no items, which lets a caller that sends some know.
	 */
	private static final class Unwanted implements Flow.Subscriber<JoltMessage> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.cancel();
		}

		@Override
		public void onNext(JoltMessage item) {
		}

		@Override
		public void onError(Throwable failure) {
		}

		@Override
		public void onComplete() {
		}

	}

	/**
	 * Gives nothing.
	 */
	private static final class None implements Flow.Subscription {

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
		}

	}

}
