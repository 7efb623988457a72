package io.jolt.broker.internal.connection;

import io.jolt.broker.internal.protocol.Delivery;
import io.jolt.broker.internal.protocol.RequestDecoder;
import io.jolt.broker.internal.routing.Recipients;
import io.netty.channel.EventLoop;

/**
 * What the connections of one event loop use in turn. Everything in it but the flusher's
 * {@code hand} is owned by that loop's thread.
 */
final class EventLoopContext {

	private static final int SCRATCH_BYTES = 64 * 1024;

	final Flusher flusher;

	final LoopCounters counters;

	final RequestDecoder decoder = new RequestDecoder();

	final Recipients<BrokerConnection> recipients = new Recipients<>();

	final Delivery delivery;

	/** Set before the broker stops: from then on the loop carries out no request. */
	boolean requestsEnded;

	/** What was read, where it is looked at: an array is twice as fast as a buffer. */
	final byte[] scratch = new byte[SCRATCH_BYTES];

	EventLoopContext(EventLoop eventLoop, LoopCounters counters, MemoryBudget memory) {
		this.counters = counters;
		this.delivery = new Delivery(memory.allocator());
		this.flusher = new Flusher(eventLoop, memory);
	}

}
