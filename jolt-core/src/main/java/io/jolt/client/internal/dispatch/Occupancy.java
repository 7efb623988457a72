package io.jolt.client.internal.dispatch;

import io.jolt.client.SubscriptionOptions;

/**
 * How full a queue is, counted without a lock between the one who fills it and the one
 * who empties it: each writes numbers of its own, and the difference is what waits.
 */
final class Occupancy {

	private final long capacityMessages;

	private final long capacityBytes;

	// what was let in and not dropped since; written under the queue's lock, read by any
	// thread
	private volatile long admittedMessages;

	// as admittedMessages
	private volatile long admittedBytes;

	// what the listener was given; written by the only worker, or under the queue's lock
	// where there are several, read by any thread
	private volatile long handledMessages;

	// as handledMessages
	private volatile long handledBytes;

	// what never reaches the listener; written under the queue's lock, read by any thread
	private volatile long dropped;

	Occupancy(SubscriptionOptions options) {
		this.capacityMessages = options.queueCapacity();
		this.capacityBytes = options.queueSizeBytes();
	}

	// the queue's lock is held
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void admitted(int bytes) {
		this.admittedMessages++;
		this.admittedBytes += bytes;
	}

	// the queue's lock is held
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void refused() {
		this.dropped++;
	}

	// the queue's lock is held
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void withdrawn(int bytes) {
		this.admittedMessages--;
		this.admittedBytes -= bytes;
		this.dropped++;
	}

	// by the only worker, or with the queue's lock held
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void handled(int bytes) {
		this.handledMessages++;
		this.handledBytes += bytes;
	}

	/**
	 * Whether one more fits. Into an empty queue everything does, or a long message would
	 * never arrive.
	 * @param bytes its size
	 * @return {@code true} if it does
	 */
	boolean hasRoom(int bytes) {
		long messages = messages();
		return messages == 0 || (messages < this.capacityMessages && bytes() + bytes <= this.capacityBytes);
	}

	boolean isHalfEmpty() {
		return messages() <= this.capacityMessages / 2 && bytes() <= this.capacityBytes / 2;
	}

	long messages() {
		// in this order: what is admitted later than it is handled would be negative
		long handled = this.handledMessages;
		return Math.max(0, this.admittedMessages - handled);
	}

	long bytes() {
		long handled = this.handledBytes;
		return Math.max(0, this.admittedBytes - handled);
	}

	long dropped() {
		return this.dropped;
	}

}
