package io.jolt.broker.internal.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one event loop counts. Only its thread writes, so that counting costs no more than
 * adding; every thread may read.
 */
final class LoopCounters {

	final AtomicLong messagesIn = new AtomicLong();

	final AtomicLong messagesOut = new AtomicLong();

	final AtomicLong bytesIn = new AtomicLong();

	final AtomicLong bytesOut = new AtomicLong();

	// on the loop's thread only
	static void add(AtomicLong counter, long amount) {
		counter.setOpaque(counter.getPlain() + amount);
	}

}
