package io.jolt.benchmarks.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * What a subscriber has received: counted, and each topic's numbers checked. It is told
 * by one thread at a time, and may be asked by any.
 */
class Arrivals {

	private final int variants;

	private final @Nullable LongConsumer listener;

	// the number that comes next in each topic; owned by the receiving thread
	private final int[] next;

	// written by the receiving thread only
	private final AtomicLong count = new AtomicLong();

	// what went wrong first; written by the receiving thread only
	private volatile @Nullable String failure;

	/**
	 * Makes the count of a subscriber.
	 * @param topics how many topics there are
	 * @param variants how many different messages
	 */
	Arrivals(int topics, int variants) {
		this(topics, variants, null);
	}

	/**
	 * Makes the count of a subscriber.
	 * @param topics how many topics there are
	 * @param variants how many different messages
	 * @param listener is told, on the receiving thread, how many messages came before
	 * each; {@code null} for nobody
	 */
	Arrivals(int topics, int variants, @Nullable LongConsumer listener) {
		this.next = new int[topics];
		this.variants = variants;
		this.listener = listener;
	}

	void arrived(int topic, int number) {
		long before = this.count.get();
		if (this.listener != null) {
			this.listener.accept(before);
		}
		verify(topic, number, before);
		this.count.lazySet(before + 1);
	}

	void verify(int topic, int number, long before) {
		int expected = this.next[topic];
		if (number != expected && this.failure == null) {
			this.failure = "message %,d: topic %d expected number %d and got %d".formatted(before, topic, expected,
					number);
		}
		this.next[topic] = (expected + 1 == this.variants) ? 0 : expected + 1;
	}

	long count() {
		return this.count.get();
	}

	void check() {
		String failed = this.failure;
		if (failed != null) {
			throw new IllegalStateException("Lost, duplicated or out of order: " + failed);
		}
	}

}
