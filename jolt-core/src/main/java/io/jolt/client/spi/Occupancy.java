package io.jolt.client.spi;

import java.util.concurrent.atomic.AtomicLong;

import io.jolt.client.SubscriptionOptions;

/**
 * How full a queue is, counted without a lock between the thread that fills it and the
 * one that empties it: each writes its own numbers, and the difference is what waits.
 */
final class Occupancy {

	private final long capacityMessages;

	private final long capacityBytes;

	// what was accepted and not dropped since; written under the queue's lock, read by
	// any thread
	private final AtomicLong admittedMessages = new AtomicLong();

	// as admittedMessages
	private final AtomicLong admittedBytes = new AtomicLong();

	// what the listener was given; written by the only worker, or under the queue's lock
	// if there are several, read by any thread
	private final AtomicLong handledMessages = new AtomicLong();

	// as handledMessages
	private final AtomicLong handledBytes = new AtomicLong();

	// what never reaches the listener; written under the queue's lock, read by any thread
	private volatile long dropped;

	Occupancy(SubscriptionOptions options) {
		this.capacityMessages = options.queueCapacity();
		this.capacityBytes = options.queueSizeBytes();
	}

	// the queue's lock is held
	void admitted(int bytes) {
		add(this.admittedMessages, 1);
		add(this.admittedBytes, bytes);
	}

	// the queue's lock is held
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void refused() {
		this.dropped++;
	}

	// the queue's lock is held
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void withdrawn(int bytes) {
		add(this.admittedMessages, -1);
		add(this.admittedBytes, -bytes);
		this.dropped++;
	}

	// by the only worker, or with the queue's lock held
	void handled(int bytes) {
		add(this.handledBytes, bytes);
		// with a fence: the caller now checks whether a reader waits for room, and a
		// reader that starts to wait checks this
		this.handledMessages.set(this.handledMessages.getPlain() + 1);
	}

	// without a fence, since each number has one writer at a time
	private static void add(AtomicLong number, long amount) {
		number.lazySet(number.getPlain() + amount);
	}

	/**
	 * Whether one more fits. An empty queue accepts any message, or a long one would
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
		// in this order, or the difference could be negative
		long handled = this.handledMessages.get();
		return Math.max(0, this.admittedMessages.get() - handled);
	}

	long bytes() {
		long handled = this.handledBytes.get();
		return Math.max(0, this.admittedBytes.get() - handled);
	}

	long dropped() {
		return this.dropped;
	}

}
