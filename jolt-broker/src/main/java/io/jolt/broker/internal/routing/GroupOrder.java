package io.jolt.broker.internal.routing;

import java.util.Comparator;

/**
 * The order of those who are found: first who subscribes without a group, then the
 * members of one group after those of another.
 */
final class GroupOrder {

	private static final long NO_GROUP = 0;

	private static final Comparator<Object> COMPARATOR = (one, other) -> Long.compare(of(one), of(other));

	private GroupOrder() {
	}

	static long of(Object subscriber) {
		return (subscriber instanceof GroupMember<?> member) ? member.group().order() : NO_GROUP;
	}

	static Comparator<Object> comparator() {
		return COMPARATOR;
	}

	// how many subscribe without a group
	static int withoutGroup(Object[] subscribers, int size) {
		boolean grouped = size > 0 && subscribers[size - 1] instanceof GroupMember;
		return grouped ? behind(subscribers, 0, size, NO_GROUP) : size;
	}

	// where the group ends whose members begin at a place
	static int endOfGroup(Object[] subscribers, int from, int size) {
		if (from + 1 == size) {
			// without a look at it: among very many groups each look is at cold memory
			return size;
		}
		long order = of(subscribers[from]);
		return (of(subscribers[size - 1]) == order) ? size : behind(subscribers, from, size, order);
	}

	// behind the last that belongs to a group or to one before it
	static int behind(Object[] subscribers, int from, int to, long order) {
		int low = from;
		int high = to;
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (of(subscribers[middle]) <= order) {
				low = middle + 1;
			}
			else {
				high = middle;
			}
		}
		return low;
	}

}
