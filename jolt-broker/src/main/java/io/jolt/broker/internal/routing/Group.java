package io.jolt.broker.internal.routing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A group as long as it has members. Safe for use by several threads.
 */
final class Group {

	private final GroupName name;

	// a number by which members are put together; no two groups have the same
	private final long order;

	// how many turns were given
	private final AtomicLong turns = new AtomicLong();

	// guarded by the groups' map
	private int members;

	Group(GroupName name, long order) {
		this.name = name;
		this.order = order;
	}

	GroupName name() {
		return this.name;
	}

	long order() {
		return this.order;
	}

	long nextTurn() {
		return this.turns.incrementAndGet();
	}

	void entered() {
		this.members++;
	}

	// returns whether none is left
	boolean left() {
		this.members--;
		return this.members == 0;
	}

	@Override
	public String toString() {
		return this.name.toString();
	}

}
