package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.DeliveryQueue.Admission;
import io.jolt.client.spi.TopicRouter;
import org.jspecify.annotations.Nullable;

/**
 * Puts the deliveries of a connection into the queues of the subscriptions they match,
 * and wakes each queue's worker once for all that came in one read. Owned by the
 * connection's reader.
 */
final class Dispatcher {

	private final TopicRouter router;

	private final Runnable unclaimed;

	private final List<DeliveryQueue> toStart = new ArrayList<>();

	private final Consumer<DeliveryQueue> visitor = this::offer;

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

	private void offer(DeliveryQueue queue) {
		if (queue.offer(Objects.requireNonNull(this.current)) == Admission.START) {
			this.toStart.add(queue);
		}
	}

	boolean mayBlockWhenDone() {
		for (DeliveryQueue queue : this.toStart) {
			if (queue.isRunByUser()) {
				return true;
			}
		}
		return false;
	}

	void readDone(Executor lent) {
		if (!this.toStart.isEmpty()) {
			for (DeliveryQueue queue : this.toStart) {
				queue.start(lent);
			}
			this.toStart.clear();
		}
	}

}
