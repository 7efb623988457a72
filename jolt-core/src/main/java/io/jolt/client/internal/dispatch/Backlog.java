package io.jolt.client.internal.dispatch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongConsumer;

import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;

/**
 * What waits for a listener, within its bounds, and what becomes of a delivery that is
 * beyond them. Guarded by the queue's lock, but for the figures, which any thread may
 * read.
 */
final class Backlog {

	private final OverflowPolicy policy;

	private final ArrayDeque<Delivery> deliveries = new ArrayDeque<>();

	private final Occupancy occupancy;

	private final OverflowNotice overflow = new OverflowNotice();

	Backlog(SubscriptionOptions options) {
		this.policy = options.overflow();
		this.occupancy = new Occupancy(options);
	}

	/**
	 * Lets a delivery in, or drops it or older ones, as the policy has it.
	 * @param delivery the delivery
	 * @return {@code false} if there is no room, and it is to be waited for
	 */
	boolean admit(Delivery delivery) {
		if (hasRoom(delivery)) {
			this.overflow.admitted(this.occupancy);
		}
		else if (this.policy == OverflowPolicy.BLOCK) {
			return false;
		}
		else if (this.policy == OverflowPolicy.DROP_NEWEST) {
			refuse();
			this.overflow.dropping(this.occupancy.dropped());
			return true;
		}
		else {
			dropOldest(delivery);
		}
		this.deliveries.add(delivery);
		this.occupancy.admitted(delivery.lineBytes());
		return true;
	}

	/**
	 * Counts a delivery that comes too late.
	 */
	void refuse() {
		this.occupancy.refused();
	}

	private void dropOldest(Delivery incoming) {
		while (!this.deliveries.isEmpty() && !hasRoom(incoming)) {
			drop(this.deliveries.remove());
		}
		this.overflow.dropping(this.occupancy.dropped());
	}

	boolean hasRoom(Delivery delivery) {
		return this.occupancy.hasRoom(delivery.lineBytes());
	}

	/**
	 * Takes the oldest, which still count as waiting.
	 * @param batch receives them
	 * @param max how many at most
	 */
	void take(List<Delivery> batch, int max) {
		while (batch.size() < max && !this.deliveries.isEmpty()) {
			batch.add(this.deliveries.remove());
		}
	}

	/**
	 * Puts what was taken last back to where it was.
	 * @param batch the deliveries in their order
	 */
	void giveBack(List<Delivery> batch) {
		for (int i = batch.size() - 1; i >= 0; i--) {
			this.deliveries.addFirst(batch.get(i));
		}
	}

	void drop(Delivery delivery) {
		this.occupancy.withdrawn(delivery.lineBytes());
	}

	void dropAll() {
		while (!this.deliveries.isEmpty()) {
			drop(this.deliveries.remove());
		}
	}

	/**
	 * How many could be taken.
	 * @return the number
	 */
	int size() {
		return this.deliveries.size();
	}

	boolean isEmpty() {
		return this.deliveries.isEmpty();
	}

	void onOverflow(LongConsumer listener) {
		this.overflow.listener(listener);
	}

	Occupancy occupancy() {
		return this.occupancy;
	}

}
