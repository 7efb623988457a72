package io.jolt.benchmarks.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;

import io.jolt.benchmarks.workload.Payload;
import io.jolt.client.JoltMessage;

/**
 * Takes the items of a call, as fast as they come or by the clock, and checks each. It
 * may be asked by any thread.
 */
final class ItemConsumer implements Flow.Subscriber<JoltMessage> {

	private final Payload payload;

	private final Arrivals arrivals;

	private final long intervalNanos;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	// owned by the receiving thread
	private long dueNanos;

	/**
	 * Creates a consumer.
	 * @param payload the items
	 * @param variants how many different items there are
	 * @param intervalNanos how long it takes for each; 0 for no longer than it has to
	 */
	ItemConsumer(Payload payload, int variants, long intervalNanos) {
		this.payload = payload;
		this.arrivals = new Arrivals(1, variants);
		this.intervalNanos = intervalNanos;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(JoltMessage item) {
		this.arrivals.arrived(0, this.payload.numberIn(item.data()));
		if (this.intervalNanos > 0) {
			// after a wait for an item there is no hurry to make up for
			this.dueNanos = Math.max(this.dueNanos, System.nanoTime() - 100 * this.intervalNanos) + this.intervalNanos;
			long early = this.dueNanos - System.nanoTime();
			while (early > 0) {
				LockSupport.parkNanos(early);
				early = this.dueNanos - System.nanoTime();
			}
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.end.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.end.complete(null);
	}

	long count() {
		return this.arrivals.count();
	}

	/**
	 * What completes with the stream.
	 * @return the future, which fails as the stream does
	 */
	CompletableFuture<Void> end() {
		return this.end;
	}

	/**
	 * Fails if the stream has ended, or an item was not the next.
	 */
	void check() {
		this.arrivals.check();
		if (this.end.isDone()) {
			this.end.join();
			throw new IllegalStateException("The stream ended after %,d items".formatted(count()));
		}
	}

	/**
	 * Fails unless so many items came, in order, and then the end.
	 * @param items the number
	 */
	void checkComplete(long items) {
		this.end.join();
		this.arrivals.check();
		if (count() != items) {
			throw new IllegalStateException("%,d items came instead of %,d".formatted(count(), items));
		}
	}

}
