package io.jolt.benchmarks.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests as fast as their window lets it, and checks each reply. The latency is
 * that from before the request until the thread that has sent it sees the reply; where
 * many are in flight it says little. Owned by one thread.
 *
 * @param <R> the client's replies
 */
final class RequestRun<R> {

	private final Asker<R> asker;

	private final int variants;

	// when each of the requests in flight was sent, by its index modulo the window
	private final long[] askedNanos;

	private final Queue<CompletableFuture<R>> inFlight = new ArrayDeque<>();

	private final Percentiles latencies = new Percentiles();

	private long asked;

	private long answered;

	/**
	 * Creates a run.
	 * @param asker asks
	 * @param variants how many different requests there are
	 * @param window how many may be in flight
	 */
	RequestRun(Asker<R> asker, int variants, int window) {
		this.asker = asker;
		this.variants = variants;
		this.askedNanos = new long[window];
	}

	void ask(Duration duration, boolean measured) {
		if (measured) {
			this.latencies.clear();
		}
		long startNanos = System.nanoTime();
		while (System.nanoTime() - startNanos < duration.toNanos()) {
			this.askedNanos[(int) (this.asked % this.askedNanos.length)] = System.nanoTime();
			this.inFlight.add(this.asker.ask((int) (this.asked % this.variants)));
			this.asked++;
			if (this.inFlight.size() == this.askedNanos.length) {
				awaitOldest();
			}
		}
	}

	private void awaitOldest() {
		R reply = this.inFlight.remove().join();
		this.latencies.add(System.nanoTime() - this.askedNanos[(int) (this.answered % this.askedNanos.length)]);
		int expected = (int) (this.answered % this.variants);
		int number = this.asker.numberIn(reply);
		if (number != expected) {
			throw new IllegalStateException(
					"Request %,d: the reply is not to number %d, but to %d".formatted(this.answered, expected, number));
		}
		this.answered++;
	}

	/**
	 * Waits for all replies.
	 */
	void finish() {
		while (!this.inFlight.isEmpty()) {
			awaitOldest();
		}
	}

	long answered() {
		return this.answered;
	}

	Percentiles latencies() {
		return this.latencies;
	}

}
