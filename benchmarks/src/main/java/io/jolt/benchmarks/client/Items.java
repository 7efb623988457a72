package io.jolt.benchmarks.client;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

import io.jolt.client.JoltMessage;

/**
 * Publishes items on the thread that asks for them, as fast as they are asked for.
 */
final class Items implements Flow.Publisher<JoltMessage> {

	private final LongFunction<JoltMessage> items;

	private final long count;

	/**
	 * Creates a source.
	 * @param items makes them, beginning with 0
	 * @param count how many there are
	 */
	Items(LongFunction<JoltMessage> items, long count) {
		this.items = items;
		this.count = count;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super JoltMessage> subscriber) {
		subscriber.onSubscribe(new Run(subscriber));
	}

	private final class Run implements Flow.Subscription {

		private final Flow.Subscriber<? super JoltMessage> subscriber;

		// whoever makes it more than 0 publishes
		private final AtomicLong demand = new AtomicLong();

		// owned by who publishes
		private long next;

		private volatile boolean cancelled;

		private Run(Flow.Subscriber<? super JoltMessage> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long n) {
			long wanted = n;
			if (this.demand.getAndAdd(wanted) > 0) {
				return;
			}
			while (wanted > 0) {
				for (long i = 0; i < wanted; i++) {
					publish();
				}
				wanted = this.demand.addAndGet(-wanted);
			}
		}

		private void publish() {
			if (this.cancelled || this.next == Items.this.count) {
				return;
			}
			this.subscriber.onNext(Items.this.items.apply(this.next));
			this.next++;
			if (this.next == Items.this.count) {
				this.subscriber.onComplete();
			}
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

	}

}
