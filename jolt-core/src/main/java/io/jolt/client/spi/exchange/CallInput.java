package io.jolt.client.spi.exchange;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscriber;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The items that come from the other side: at most as many as it was given credit for
 * wait for the subscriber, which is called by one thread at a time.
 */
final class CallInput implements Flow.Publisher<JoltMessage> {

	private static final Flow.Subscription NO_SUBSCRIPTION = new Flow.Subscription() {

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
		}

	};

	private final CallSession call;

	private final int window;

	private final SerialRun delivery;

	// guarded by this, as all below
	private final ArrayDeque<JoltMessage> items = new ArrayDeque<>();

	// how many items the other side may still send
	private long granted;

	// the sequence of the last item
	private long received;

	private @Nullable Subscriber<? super JoltMessage> subscriber;

	// whether it has its subscription, before which nothing may be delivered
	private boolean subscribed;

	// how many more items the subscriber wants
	private long demand;

	// whether nothing more comes
	private boolean over;

	// why, null if the stream is complete
	private @Nullable Throwable failure;

	// whether nobody wants the items any more
	private boolean abandoned;

	// whether the subscriber was told the end
	private boolean told;

	// what waits until it was told the end
	private @Nullable Runnable afterwards;

	CallInput(CallSession call, int window) {
		this.call = call;
		this.window = window;
		this.delivery = new SerialRun(this::deliver, call.threads());
	}

	/**
	 * Adds the item that opens the call, which needs no credit.
	 * @param item the item
	 */
	synchronized void first(JoltMessage item) {
		this.items.add(new CallItem(this.call.topic(), item));
	}

	/**
	 * Gives the other side its first credit.
	 * @return how much
	 */
	synchronized int open() {
		this.granted = this.window;
		return this.window;
	}

	/**
	 * Takes an item. Call {@link #run()} afterwards.
	 * @param item the item
	 * @return what is wrong with it, or {@code null}
	 */
	synchronized @Nullable String add(JoltMessage item) {
		if (this.over) {
			return "an item came after the end of the stream";
		}
		if (Frames.number(item, JoltMessageHeaders.SEQUENCE) != this.received + 1) {
			return "item " + (this.received + 1) + " is missing or was repeated";
		}
		if (this.granted == 0) {
			return "the other side sent more items than it was asked for";
		}
		this.received++;
		this.granted--;
		if (!this.abandoned) {
			this.items.add(new CallItem(this.call.topic(), item));
		}
		return null;
	}

	/**
	 * The other side ends its stream. Call {@link #run()} afterwards.
	 * @param last the sequence of its last item
	 * @return what is wrong with that, or {@code null}
	 */
	synchronized @Nullable String end(long last) {
		if (this.over) {
			return "the stream ended twice";
		}
		if (last != this.received) {
			return "the stream ended, but its last items are missing";
		}
		this.over = true;
		return null;
	}

	/**
	 * Nothing more comes, for another reason than the end of the stream. Does nothing if
	 * that has come. Call {@link #run()} afterwards.
	 * @param cause why
	 */
	synchronized void fail(Throwable cause) {
		if (!this.over) {
			this.over = true;
			this.failure = cause;
		}
	}

	/**
	 * Drops the items that wait.
	 */
	synchronized void clear() {
		this.items.clear();
	}

	/**
	 * Whether the stream is complete.
	 * @return {@code true} if its end has come
	 */
	synchronized boolean isComplete() {
		return this.over && this.failure == null;
	}

	/**
	 * Whether nobody wants the items any more.
	 * @return {@code true} once the subscriber has cancelled
	 */
	synchronized boolean isAbandoned() {
		return this.abandoned;
	}

	@Override
	public void subscribe(Subscriber<? super JoltMessage> newSubscriber) {
		Objects.requireNonNull(newSubscriber, "subscriber");
		boolean first;
		synchronized (this) {
			first = this.subscriber == null;
			if (first) {
				this.subscriber = newSubscriber;
			}
		}
		if (!first) {
			newSubscriber.onSubscribe(NO_SUBSCRIPTION);
			newSubscriber.onError(new IllegalStateException("The items of a call have one subscriber"));
			return;
		}
		newSubscriber.onSubscribe(new Demand());
		synchronized (this) {
			this.subscribed = true;
		}
		run();
	}

	/**
	 * Delivers what can be delivered, on another thread.
	 */
	void run() {
		this.delivery.start();
	}

	/**
	 * Runs a task when the subscriber has been told how the items end, or has had what it
	 * asked for. Call {@link #run()} afterwards.
	 * @param task the task
	 */
	synchronized void whenTold(Runnable task) {
		this.afterwards = task;
	}

	private void deliver() {
		// what asks for this side's items may ask for the others', too
		boolean mayAskYet = this.call.isPulling();
		deliverItems();
		Runnable task = takeAfterwards(mayAskYet);
		if (task != null) {
			task.run();
		}
	}

	private void deliverItems() {
		JoltMessage item = take();
		while (item != null) {
			try {
				target().onNext(item);
			}
			catch (Throwable ex) {
				abandon();
				this.call.subscriberFailed(ex);
				return;
			}
			long credit = consume();
			if (credit > 0) {
				this.call.grant(credit);
			}
			item = take();
		}
		tellEnd();
	}

	private synchronized @Nullable Runnable takeAfterwards(boolean mayAskYet) {
		boolean subscribing = this.subscriber != null && !this.subscribed;
		if (subscribing || (mayAskYet && this.subscribed && !this.told && !this.abandoned)) {
			return null;
		}
		Runnable task = this.afterwards;
		this.afterwards = null;
		return task;
	}

	private synchronized Subscriber<? super JoltMessage> target() {
		return Objects.requireNonNull(this.subscriber);
	}

	private synchronized @Nullable JoltMessage take() {
		if (!this.subscribed || this.demand == 0 || this.items.isEmpty()) {
			return null;
		}
		if (this.demand != Long.MAX_VALUE) {
			this.demand--;
		}
		return this.items.remove();
	}

	// asks for more in portions: a frame for each item would cost as much as the item
	private synchronized long consume() {
		long missing = this.window - this.granted - this.items.size();
		if (this.over || this.abandoned || missing < (this.window + 1) / 2) {
			return 0;
		}
		this.granted += missing;
		return missing;
	}

	private void tellEnd() {
		Throwable cause;
		synchronized (this) {
			if (!this.subscribed || this.told || this.abandoned || !this.over || !this.items.isEmpty()) {
				return;
			}
			this.told = true;
			cause = this.failure;
		}
		try {
			if (cause != null) {
				target().onError(cause);
			}
			else {
				target().onComplete();
			}
		}
		catch (Throwable ex) {
			this.call.subscriberFailed(ex);
		}
	}

	/**
	 * Nobody wants the items any more: those that wait are dropped.
	 */
	synchronized void abandon() {
		this.abandoned = true;
		this.items.clear();
		this.demand = 0;
	}

	/**
	 * What the subscriber wants.
	 */
	private final class Demand implements Flow.Subscription {

		@Override
		public void request(long n) {
			if (n <= 0) {
				clear();
				IllegalArgumentException wrong = new IllegalArgumentException(
						"A subscriber must request at least one item, not " + n);
				fail(wrong);
				CallInput.this.call.cancel();
			}
			else {
				synchronized (CallInput.this) {
					if (!CallInput.this.abandoned) {
						long sum = CallInput.this.demand + n;
						CallInput.this.demand = (sum < 0) ? Long.MAX_VALUE : sum;
					}
				}
			}
			run();
		}

		@Override
		public void cancel() {
			abandon();
			CallInput.this.call.inputAbandoned();
		}

	}

}
