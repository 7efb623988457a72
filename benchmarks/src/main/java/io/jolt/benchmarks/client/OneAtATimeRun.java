package io.jolt.benchmarks.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes the next message when the one before it has been received. The latency is
 * that from before the call to the listener.
 */
final class OneAtATimeRun {

	private static final long LOST_AFTER_NANOS = Duration.ofSeconds(10).toNanos();

	private final int variants;

	private final Arrivals arrivals;

	private final Percentiles latencies = new Percentiles();

	private final Thread publisher = Thread.currentThread();

	// written by the publisher before it publishes
	private volatile long sentNanos;

	// written by the receiving thread
	private volatile long received;

	private long sent;

	OneAtATimeRun(Traffic traffic) {
		this.variants = traffic.payload().variants();
		this.arrivals = new Arrivals(1, this.variants, this::received);
	}

	private void received(long before) {
		this.latencies.add(System.nanoTime() - this.sentNanos);
		this.received = before + 1;
		LockSupport.unpark(this.publisher);
	}

	Arrivals arrivals() {
		return this.arrivals;
	}

	void publish(Sender sender, Duration duration, boolean measured) throws Exception {
		if (measured) {
			// while the receiving thread has nothing to do
			this.latencies.clear();
		}
		long startNanos = System.nanoTime();
		while (System.nanoTime() - startNanos < duration.toNanos()) {
			int number = (int) (this.sent % this.variants);
			this.sent++;
			this.sentNanos = System.nanoTime();
			CompletableFuture<?> publish = sender.send(0, number);
			sender.flush();
			awaitReceived();
			Sender.check(publish);
		}
		this.arrivals.check();
	}

	private void awaitReceived() {
		while (this.received < this.sent) {
			if (System.nanoTime() - this.sentNanos > LOST_AFTER_NANOS) {
				throw new IllegalStateException("Message %,d was not received".formatted(this.sent));
			}
			LockSupport.parkNanos(LOST_AFTER_NANOS);
		}
	}

	long received() {
		return this.received;
	}

	Percentiles latencies() {
		return this.latencies;
	}

}
