package io.jolt.broker.internal.routing;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one topic or pattern, each once, in the {@linkplain GroupOrder order
 * of their groups}. Immutable, so that publishers read it without a lock; never empty.
 *
 * @param <S> what subscribes
 */
final class Subscribers<S> {

	private final Object[] subscribers;

	// whether any is a member of a group
	private final boolean grouped;

	private Subscribers(Object[] subscribers) {
		this.subscribers = subscribers;
		this.grouped = subscribers[subscribers.length - 1] instanceof GroupMember;
	}

	static <S> Subscribers<S> with(@Nullable Subscribers<S> present, S added) {
		if (present == null) {
			return new Subscribers<>(new Object[] { added });
		}
		if (present.indexOf(added) >= 0) {
			return present;
		}
		int length = present.subscribers.length;
		int place = GroupOrder.behind(present.subscribers, 0, length, GroupOrder.of(added));
		Object[] more = Arrays.copyOf(present.subscribers, length + 1);
		System.arraycopy(present.subscribers, place, more, place + 1, length - place);
		more[place] = added;
		return new Subscribers<>(more);
	}

	static <S> @Nullable Subscribers<S> without(@Nullable Subscribers<S> present, S removed) {
		int index = (present != null) ? present.indexOf(removed) : -1;
		if (present == null || index < 0) {
			return present;
		}
		int length = present.subscribers.length;
		if (length == 1) {
			return null;
		}
		Object[] fewer = new Object[length - 1];
		System.arraycopy(present.subscribers, 0, fewer, 0, index);
		System.arraycopy(present.subscribers, index + 1, fewer, index, length - 1 - index);
		return new Subscribers<>(fewer);
	}

	boolean contains(S subscriber) {
		return indexOf(subscriber) >= 0;
	}

	boolean isGrouped() {
		return this.grouped;
	}

	// shared: must not be changed
	Object[] array() {
		return this.subscribers;
	}

	private int indexOf(Object subscriber) {
		for (int i = 0; i < this.subscribers.length; i++) {
			if (this.subscribers[i] == subscriber) {
				return i;
			}
		}
		return -1;
	}

}
