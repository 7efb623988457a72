package io.jolt.benchmarks.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Publishes by a fixed schedule. The latency is that from when a message should have been
 * sent, whatever kept it from being sent then, to the listener.
 */
final class PacedRun {

	private static final long INTERVAL_NANOS = 50_000;

	/**
	 * How many messages go out before the delay by the look at the meters is over.
	 */
	private static final long LOOKING_MESSAGES = 2000;

	/**
	 * How many messages go out at a time in the first half of the warm-up.
	 */
	private static final int BURST_MESSAGES = 256;

	/**
	 * How many messages a call of a method publishes: one that never returned would be
	 * compiled again and again.
	 */
	private static final int SLICE_MESSAGES = 500;

	private static final long LOST_AFTER_NANOS = Duration.ofSeconds(10).toNanos();

	private final int variants;

	private final Arrivals arrivals;

	private final Percentiles latencies = new Percentiles();

	// when message 0 would have been sent; written while nothing is under way
	private volatile long startNanos;

	// the first whose latency counts; written while nothing is under way
	private volatile long measuredFrom = Long.MAX_VALUE;

	// where latencies are forgotten next; owned by the receiving thread
	private long forgottenBefore;

	PacedRun(Traffic traffic) {
		this.variants = traffic.payload().variants();
		this.arrivals = new Arrivals(1, this.variants, this::received);
	}

	private void received(long before) {
		if (before == this.forgottenBefore) {
			// again and again, so that this is no news when it counts
			this.latencies.clear();
			this.forgottenBefore = Math.min(before + SLICE_MESSAGES, this.measuredFrom);
		}
		this.latencies.add(System.nanoTime() - intendedNanos(before));
	}

	private long intendedNanos(long index) {
		return this.startNanos + index * INTERVAL_NANOS;
	}

	Arrivals arrivals() {
		return this.arrivals;
	}

	/**
	 * Publishes.
	 * @param sender over this
	 * @param warmUp how long latencies do not count
	 * @param measured how long they do
	 * @param look takes a look when the warm-up is over
	 * @return what was seen then
	 * @throws Exception if anything fails, or is lost
	 */
	Snapshot publish(Sender sender, Duration warmUp, Duration measured, Supplier<Snapshot> look) throws Exception {
		long paced = publishInBursts(sender, warmUp.dividedBy(2));
		long first = paced + warmUp.toNanos() / 2 / INTERVAL_NANOS;
		long end = first + measured.toNanos() / INTERVAL_NANOS;
		this.measuredFrom = first + LOOKING_MESSAGES;
		this.startNanos = System.nanoTime() - paced * INTERVAL_NANOS;
		publishPaced(sender, paced, first);
		Snapshot from = look.get();
		publishPaced(sender, first, end);
		awaitReceived(end);
		this.arrivals.check();
		return from;
	}

	// what falls behind the schedule is made up for in a burst, and the code for that has
	// to be warm, too. Returns how many were sent
	private long publishInBursts(Sender sender, Duration duration) throws Exception {
		long beginNanos = System.nanoTime();
		long sent = 0;
		while (System.nanoTime() - beginNanos < duration.toNanos()) {
			long end = sent + BURST_MESSAGES;
			for (; sent < end; sent++) {
				Sender.check(sender.send(0, (int) (sent % this.variants)));
			}
			sender.flush();
			awaitReceived(end);
		}
		return sent;
	}

	private void publishPaced(Sender sender, long first, long end) throws Exception {
		for (long index = first; index < end; index += SLICE_MESSAGES) {
			publishSlice(sender, index, Math.min(end, index + SLICE_MESSAGES));
		}
	}

	private void publishSlice(Sender sender, long first, long end) throws Exception {
		for (long index = first; index < end; index++) {
			awaitTurn(intendedNanos(index));
			Sender.check(sender.send(0, (int) (index % this.variants)));
			sender.flush();
		}
	}

	private static void awaitTurn(long intendedNanos) {
		long early = intendedNanos - System.nanoTime();
		while (early > 0) {
			LockSupport.parkNanos(early);
			early = intendedNanos - System.nanoTime();
		}
	}

	private void awaitReceived(long count) {
		long waitingNanos = System.nanoTime();
		while (this.arrivals.count() < count) {
			if (System.nanoTime() - waitingNanos > LOST_AFTER_NANOS) {
				throw new IllegalStateException(
						"Of %,d messages only %,d were received".formatted(count, this.arrivals.count()));
			}
			LockSupport.parkNanos(INTERVAL_NANOS);
		}
	}

	Percentiles latencies() {
		return this.latencies;
	}

}
