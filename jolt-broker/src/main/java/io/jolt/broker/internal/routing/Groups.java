package io.jolt.broker.internal.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All groups that have members. Safe for use by several threads.
 *
 * @param <S> what subscribes
 */
final class Groups<S> {

	private final ConcurrentMap<GroupName, Group> groups = new ConcurrentHashMap<>();

	private final AtomicLong created = new AtomicLong();

	GroupMember<S> enter(GroupName name, S subscriber) {
		Group group = this.groups.compute(name, (key, present) -> {
			Group entered = (present != null) ? present : new Group(key, this.created.incrementAndGet());
			entered.entered();
			return entered;
		});
		return new GroupMember<>(group, subscriber);
	}

	void leave(GroupMember<S> member) {
		this.groups.computeIfPresent(member.groupName(), (key, present) -> present.left() ? null : present);
	}

	int size() {
		return this.groups.size();
	}

}
