package io.jolt.broker.internal.routing;

import java.util.function.Predicate;

/**
 * Whose turn it is in a group: of those whose subscriptions match, who has waited longest
 * and is not slow. That is each in turn where always the same match, and fair where not.
 */
final class GroupTurn {

	/**
	 * How many are compared. In a larger group those compared are others each time, in
	 * turn.
	 */
	static final int COMPARED = 16;

	// how often another thread may be quicker; then two of its messages in a row do not
	// matter
	private static final int ATTEMPTS = 4;

	private GroupTurn() {
	}

	// the place of the one whose turn it is, among the members of one group
	static <S> int choose(Object[] members, int from, int to, Predicate<? super S> slow) {
		if (to - from == 1) {
			return from;
		}
		long turn = GroupTurn.<S>member(members, from).group().nextTurn();
		int chosen = from;
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			chosen = longestWaiting(members, from, to, turn, slow);
			GroupMember<S> member = member(members, chosen);
			long last = member.lastTurn();
			if (last < turn && member.take(turn, last)) {
				break;
			}
		}
		return chosen;
	}

	private static <S> int longestWaiting(Object[] members, int from, int to, long turn, Predicate<? super S> slow) {
		int size = to - from;
		int at = from + (int) (turn % size);
		int waiting = -1;
		int slowWaiting = -1;
		long last = Long.MAX_VALUE;
		long slowLast = Long.MAX_VALUE;
		for (int i = 0; i < size && (i < COMPARED || waiting < 0); i++) {
			GroupMember<S> member = member(members, at);
			long memberLast = member.lastTurn();
			if (memberLast < last) {
				if (!slow.test(member.subscriber())) {
					waiting = at;
					last = memberLast;
				}
				else if (memberLast < slowLast) {
					slowWaiting = at;
					slowLast = memberLast;
				}
			}
			at = (at + 1 < to) ? at + 1 : from;
		}
		return (waiting >= 0) ? waiting : slowWaiting;
	}

	@SuppressWarnings("unchecked")
	private static <S> GroupMember<S> member(Object[] members, int place) {
		return (GroupMember<S>) members[place];
	}

}
