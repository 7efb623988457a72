package io.jolt.broker.internal.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is to receive one message, each once, however many of their subscriptions match.
 * Used again for every message; owned by one thread.
 *
 * @param <S> what subscribes
 */
public final class Recipients<S> implements Consumer<Subscribers<S>> {

	private final List<S> list = new ArrayList<>();

	// only filled when subscribers of more than one subscription come together
	private final Set<S> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	void clear() {
		this.list.clear();
		this.seen.clear();
	}

	void addAll(Subscribers<S> subscribers) {
		if (this.list.isEmpty()) {
			subscribers.forEach(this.list::add);
			return;
		}
		if (this.seen.isEmpty()) {
			this.seen.addAll(this.list);
		}
		subscribers.forEach((subscriber) -> {
			if (this.seen.add(subscriber)) {
				this.list.add(subscriber);
			}
		});
	}

	@Override
	public void accept(Subscribers<S> subscribers) {
		addAll(subscribers);
	}

	/**
	 * How many there are.
	 * @return the number
	 */
	public int size() {
		return this.list.size();
	}

	/**
	 * One of them.
	 * @param index from 0 on
	 * @return the recipient
	 */
	public S get(int index) {
		return this.list.get(index);
	}

	/**
	 * Forgets them, so that closed connections are not kept.
	 */
	public void release() {
		clear();
	}

}
