package io.jolt.broker.internal.connection;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import io.jolt.broker.JoltBrokerStats;

/**
 * What a running broker has counted. Safe for use by several threads.
 */
final class Statistics {

	private final List<LoopCounters> loops = new CopyOnWriteArrayList<>();

	// not changed once it is made
	private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

	private final LongAdder subscribersCutOff = new LongAdder();

	private final LongAdder acceptFailures = new LongAdder();

	Statistics() {
		for (Refusal refusal : Refusal.values()) {
			this.refusals.put(refusal, new LongAdder());
		}
	}

	LoopCounters newLoop() {
		LoopCounters counters = new LoopCounters();
		this.loops.add(counters);
		return counters;
	}

	void refused(Refusal refusal) {
		counter(refusal).increment();
	}

	void subscriberCutOff() {
		this.subscribersCutOff.increment();
	}

	void acceptFailed() {
		this.acceptFailures.increment();
	}

	JoltBrokerStats read(int connections, int topics, int subscriptions, MemoryBudget memory) {
		return new JoltBrokerStats(connections, topics, subscriptions, sum((loop) -> loop.messagesIn),
				sum((loop) -> loop.messagesOut), sum((loop) -> loop.bytesIn), sum((loop) -> loop.bytesOut),
				this.subscribersCutOff.sum(), this.acceptFailures.sum(), memory.heapBytes(), memory.directBytes(),
				new JoltBrokerStats.Refusals(count(Refusal.CONNECTIONS), count(Refusal.CONNECTIONS_PER_ADDRESS),
						count(Refusal.SUBSCRIPTIONS), count(Refusal.AUTHENTICATION), count(Refusal.AUTHENTICATION_BUSY),
						count(Refusal.AUTHORIZATION), count(Refusal.LINE_TOO_LONG),
						count(Refusal.BEFORE_AUTHENTICATION), count(Refusal.AUTHENTICATION_TIMEOUT),
						count(Refusal.TLS_HANDSHAKE), count(Refusal.TLS_HANDSHAKE_TIMEOUT), count(Refusal.INVALID_UTF8),
						count(Refusal.FOREIGN_PROTOCOL), count(Refusal.MEMORY)));
	}

	private long sum(Function<LoopCounters, AtomicLong> counter) {
		long sum = 0;
		for (LoopCounters loop : this.loops) {
			sum += counter.apply(loop).getOpaque();
		}
		return sum;
	}

	private LongAdder counter(Refusal refusal) {
		return Objects.requireNonNull(this.refusals.get(refusal));
	}

	private long count(Refusal refusal) {
		return counter(refusal).sum();
	}

}
