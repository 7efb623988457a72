package io.jolt.integration.soak;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.jolt.client.JoltMessage;
import io.jolt.integration.guarantees.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Holds every run until it is judged. Safe for use by several threads.
 */
final class Ledger {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	// what is unknown may arrive long after the client has closed
	private static final int KEPT = 200;

	private final int subscribers;

	private final AtomicInteger lastNumber = new AtomicInteger();

	private final Map<Integer, Run> open = new ConcurrentHashMap<>();

	private final Queue<Run> complete = new ConcurrentLinkedQueue<>();

	private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

	private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final LongAdder deliveries = new LongAdder();

	private final LongAdder late = new LongAdder();

	private final AtomicInteger judged = new AtomicInteger();

	Ledger(int subscribers) {
		this.subscribers = subscribers;
	}

	Run begin(String topic) {
		Run run = new Run(this.lastNumber.incrementAndGet(), topic, this.subscribers);
		this.open.put(run.number(), run);
		return run;
	}

	void received(int subscriber, JoltMessage message) {
		String[] parts = message.data().split(" ", 3);
		this.deliveries.increment();
		Run run = this.open.get(Integer.valueOf(parts[0]));
		if (run != null) {
			run.received(subscriber, Integer.parseInt(parts[1]));
		}
		else {
			// written to a connection that was cut, and read by the broker long after
			this.late.increment();
		}
	}

	/**
	 * Judges a run whose client has closed: waits until what was accepted has arrived.
	 * @param run the run
	 */
	void judge(Run run) {
		List<Outcome> ended = run.outcomes();
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		while (!run.isComplete(ended) && System.nanoTime() < deadline) {
			LockSupport.parkNanos(LOOK_AGAIN_NANOS);
		}
		if (!run.isComplete(ended)) {
			this.mistakes.add("run " + run.number() + ": what was accepted has not reached every subscriber");
		}
		ended.forEach((outcome) -> this.outcomes.computeIfAbsent(outcome, (key) -> new LongAdder()).increment());
		this.judged.incrementAndGet();
		this.complete.add(run);
		if (this.complete.size() > KEPT) {
			conclude(this.complete.poll());
		}
	}

	/**
	 * Judges what is kept for deliveries that come late.
	 */
	void conclude() {
		Run run;
		while ((run = this.complete.poll()) != null) {
			conclude(run);
		}
	}

	private void conclude(@Nullable Run run) {
		if (run != null) {
			this.open.remove(run.number());
			this.mistakes.addAll(run.mistakes(run.outcomes()));
		}
	}

	void mistake(String mistake) {
		this.mistakes.add(mistake);
	}

	List<String> mistakes() {
		return List.copyOf(this.mistakes);
	}

	long accepted() {
		LongAdder accepted = this.outcomes.get(Outcome.ACCEPTED);
		return (accepted != null) ? accepted.sum() : 0;
	}

	@Override
	public String toString() {
		return "runs " + this.judged + ", publishes " + this.outcomes + ", deliveries " + this.deliveries + " (late "
				+ this.late + "), mistakes " + this.mistakes.size();
	}

}
