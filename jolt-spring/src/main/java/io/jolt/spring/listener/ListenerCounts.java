package io.jolt.spring.listener;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the outcomes of a container's messages, over all its runs. Safe for use by
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
	 * The handling of a message ended.
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
	 * The current statistics.
	 * @param dropped the number of dropped messages
	 * @param queuedMessages the number of queued messages
	 * @param queuedBytes the size of the queued messages in bytes
	 * @return the statistics
	 */
	ListenerStatistics statistics(long dropped, int queuedMessages, long queuedBytes) {
		// in this order: reading begun first could make the number in progress negative
		long handledNow = this.handled.sum();
		long failedNow = this.failed.sum();
		long filteredNow = this.filtered.sum();
		long begunNow = this.begun.sum();
		return new ListenerStatistics(begunNow + filteredNow, handledNow, failedNow, this.retried.sum(),
				this.deadLettered.sum(), filteredNow, dropped, (int) (begunNow - handledNow - failedNow),
				queuedMessages, queuedBytes, this.interruptions.sum());
	}

}
