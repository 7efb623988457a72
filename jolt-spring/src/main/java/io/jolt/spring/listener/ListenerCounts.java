package io.jolt.spring.listener;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what becomes of a container's messages, over all its runs. Safe for use by
 * several threads, none of which waits for another.
 */
final class ListenerCounts {

	private final LongAdder begun = new LongAdder();

	private final LongAdder handled = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder retried = new LongAdder();

	private final LongAdder deadLettered = new LongAdder();

	private final LongAdder filtered = new LongAdder();

	private final LongAdder interruptions = new LongAdder();

	void begin() {
		this.begun.increment();
	}

	/**
	 * What was begun is over.
	 * @param success whether the listener handled the message in the end
	 */
	void end(boolean success) {
		(success ? this.handled : this.failed).increment();
	}

	void retried() {
		this.retried.increment();
	}

	void deadLettered() {
		this.deadLettered.increment();
	}

	void filtered() {
		this.filtered.increment();
	}

	void interrupted() {
		this.interruptions.increment();
	}

	/**
	 * The figures at this moment.
	 * @param dropped how many messages were dropped
	 * @param queuedMessages how many wait
	 * @param queuedBytes their size
	 * @return the figures
	 */
	ListenerStatistics statistics(long dropped, int queuedMessages, long queuedBytes) {
		// in this order: what is begun after its end is counted would be negative
		long handledNow = this.handled.sum();
		long failedNow = this.failed.sum();
		long filteredNow = this.filtered.sum();
		long begunNow = this.begun.sum();
		return new ListenerStatistics(begunNow + filteredNow, handledNow, failedNow, this.retried.sum(),
				this.deadLettered.sum(), filteredNow, dropped, (int) (begunNow - handledNow - failedNow),
				queuedMessages, queuedBytes, this.interruptions.sum());
	}

}
