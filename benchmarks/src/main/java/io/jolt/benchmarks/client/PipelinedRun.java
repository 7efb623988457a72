package io.jolt.benchmarks.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import io.jolt.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Publishes as fast as the windows let it: at most so many publishes unanswered, where
 * there are answers, and at most so many messages not yet received. Owned by one thread.
 */
final class PipelinedRun {

	private static final long LOST_AFTER_NANOS = Duration.ofSeconds(30).toNanos();

	private static final long PAUSE_NANOS = 50_000;

	private static final int TURN = 256;

	/**
	 * How many bursts a connection may have under way, of many or few: else few of them
	 * would have longer writes, and not only be fewer.
	 */
	private static final int BURSTS = 2;

	private final Workload workload;

	private final Traffic traffic;

	private final Transport transport;

	private final List<Arrivals> arrivals = new ArrayList<>();

	// of those that share the messages
	private final List<Share> shares = new ArrayList<>();

	private final List<Sender> senders = new ArrayList<>();

	private final @Nullable CompletableFuture<?>[] window;

	// the number that comes next in each topic
	private final int[] next;

	private final int lag;

	private long sent;

	PipelinedRun(Workload workload, Traffic traffic, Transport transport) {
		this.workload = workload;
		this.traffic = traffic;
		this.transport = transport;
		this.window = new CompletableFuture<?>[workload.window()];
		this.next = new int[workload.topics()];
		this.lag = workload.lag();
	}

	void open() throws Exception {
		if (this.workload.connections() > 1) {
			for (int topic = 0; topic < this.workload.connections(); topic++) {
				this.senders.add(this.transport.openBoth(topic, addArrivals()));
			}
			return;
		}
		for (int i = 0; i < this.workload.subscribers(); i++) {
			this.transport
				.subscribe((this.workload.deliveries() < this.workload.subscribers()) ? addShare() : addArrivals());
		}
		this.senders.add(this.transport.openSender());
	}

	private Arrivals addArrivals() {
		Arrivals added = new Arrivals(this.workload.topics(), this.traffic.payload().variants());
		this.arrivals.add(added);
		return added;
	}

	private Arrivals addShare() {
		Share added = new Share(this.traffic.payload().variants());
		this.arrivals.add(added);
		this.shares.add(added);
		return added;
	}

	/**
	 * Publishes for a time.
	 * @param duration how long
	 * @throws Exception if anything fails, or is lost
	 */
	void publish(Duration duration) throws Exception {
		long startNanos = System.nanoTime();
		while (System.nanoTime() - startNanos < duration.toNanos()) {
			awaitReceived(this.sent - this.lag + TURN);
			for (int i = 0; i < TURN; i++) {
				publishNext();
			}
		}
	}

	private void publishNext() throws Exception {
		int topic = (int) (this.sent / this.workload.burst() % this.next.length);
		int number = this.next[topic];
		Sender sender = this.senders.get((this.senders.size() > 1) ? topic : 0);
		if (this.senders.size() > 1 && this.sent % this.workload.burst() == 0) {
			awaitBurst(topic);
		}
		int slot = (int) (this.sent % this.window.length);
		CompletableFuture<?> oldest = this.window[slot];
		if (oldest != null) {
			oldest.join();
		}
		this.window[slot] = sender.send(topic, number);
		this.next[topic] = (number + 1 == this.traffic.payload().variants()) ? 0 : number + 1;
		this.sent++;
	}

	// one round of bursts is as many messages of each connection
	private void awaitBurst(int connection) throws Exception {
		long rounds = this.sent / this.workload.burst() / this.next.length;
		await(this.arrivals.get(connection)::count, (rounds - BURSTS + 1) * this.workload.burst());
	}

	private void awaitReceived(long count) throws Exception {
		await(this::slowest, count);
	}

	private void await(LongSupplier received, long count) throws Exception {
		if (received.getAsLong() >= count) {
			return;
		}
		for (Sender sender : this.senders) {
			sender.flush();
		}
		long startNanos = System.nanoTime();
		while (received.getAsLong() < count) {
			if (System.nanoTime() - startNanos > LOST_AFTER_NANOS) {
				this.arrivals.forEach(Arrivals::check);
				throw new IllegalStateException(
						"Of %,d messages only %,d were received".formatted(this.sent, slowest()));
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	// what has reached everybody whom it has to reach
	private long slowest() {
		if (this.workload.deliveries() == 1) {
			return received();
		}
		long least = Long.MAX_VALUE;
		for (Arrivals subscriber : this.arrivals) {
			least = Math.min(least, subscriber.count());
		}
		return least;
	}

	/**
	 * How many messages were received, by each subscriber.
	 * @return the count
	 */
	long received() {
		long count = 0;
		for (Arrivals subscriber : this.arrivals) {
			count += subscriber.count();
		}
		return count;
	}

	/**
	 * Waits for everything, and checks it.
	 * @throws Exception if anything failed, or was lost
	 */
	void finish() throws Exception {
		awaitReceived(this.sent);
		for (CompletableFuture<?> publish : this.window) {
			if (publish != null) {
				publish.join();
			}
		}
		this.arrivals.forEach(Arrivals::check);
		Share.check(this.shares, this.sent);
		long expected = this.sent * this.workload.deliveries();
		if (received() != expected) {
			throw new IllegalStateException(
					"%,d messages were received instead of %,d".formatted(received(), expected));
		}
	}

}
