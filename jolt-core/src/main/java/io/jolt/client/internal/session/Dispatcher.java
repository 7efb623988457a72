package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.jolt.client.internal.dispatch.Admission;
import io.jolt.client.internal.dispatch.SubscriptionQueue;
import io.jolt.client.internal.dispatch.TopicRouter;
import io.jolt.client.internal.protocol.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Puts the deliveries of a connection into the queues of the subscriptions they match,
 * and wakes each queue's worker once for all that came in one read. Owned by the
 * connection's reader.
 */
final class Dispatcher {

	private final TopicRouter router;

	private final Runnable unclaimed;

	private final List<SubscriptionQueue> toStart = new ArrayList<>();

	private final Consumer<SubscriptionQueue> visitor = this::offer;

	// set while a delivery is routed
	private @Nullable Delivery current;

	Dispatcher(TopicRouter router, Runnable unclaimed) {
		this.router = router;
		this.unclaimed = unclaimed;
	}

	void deliver(Delivery delivery) {
		this.current = delivery;
		if (!this.router.route(delivery.topic(), this.visitor)) {
			// it was unsubscribed a moment ago
			this.unclaimed.run();
		}
	}

	private void offer(SubscriptionQueue queue) {
		if (queue.offer(Objects.requireNonNull(this.current)) == Admission.START) {
			this.toStart.add(queue);
		}
	}

	boolean mayBlockWhenDone() {
		for (SubscriptionQueue queue : this.toStart) {
			if (queue.isRunByUser()) {
				return true;
			}
		}
		return false;
	}

	void readDone(Executor lent) {
		if (!this.toStart.isEmpty()) {
			for (SubscriptionQueue queue : this.toStart) {
				queue.start(lent);
			}
			this.toStart.clear();
		}
	}

}
