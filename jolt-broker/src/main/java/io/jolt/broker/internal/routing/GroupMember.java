package io.jolt.broker.internal.routing;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * One subscriber's place in a group, however many subscriptions it has there. Compared by
 * identity. Safe for use by several threads.
 *
 * @param <S> what subscribes
 */
public final class GroupMember<S> {

	@SuppressWarnings("rawtypes")
	private static final AtomicLongFieldUpdater<GroupMember> LAST_TURN = AtomicLongFieldUpdater
		.newUpdater(GroupMember.class, "lastTurn");

	private final Group group;

	// the group's, but nearer
	private final GroupName groupName;

	private final S subscriber;

	// which of the group's turns it had last; 0 before the first. Changed atomically by
	// all that publish.
	private volatile long lastTurn;

	GroupMember(Group group, S subscriber) {
		this.group = group;
		this.groupName = group.name();
		this.subscriber = subscriber;
	}

	/**
	 * Who it is.
	 * @return the subscriber
	 */
	public S subscriber() {
		return this.subscriber;
	}

	/**
	 * What the group is called.
	 * @return the name
	 */
	public GroupName groupName() {
		return this.groupName;
	}

	Group group() {
		return this.group;
	}

	long lastTurn() {
		return this.lastTurn;
	}

	// false if it has had another turn since that last one
	boolean take(long turn, long last) {
		return LAST_TURN.compareAndSet(this, last, turn);
	}

	@Override
	public String toString() {
		return this.group + "/" + this.subscriber;
	}

}
