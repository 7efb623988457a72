package io.jolt.sample;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import jakarta.validation.Valid;

import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/**
 * Accepts or rejects orders. If the application runs in several instances, their desks
 * share the orders as one group. Those that cannot be read or are not valid never get
 * here: see {@link UnreadableOrderAdvice}. A failed order is tried again and in the end
 * published as a dead letter, as configured in {@code application.yml}.
 */
@Component
class OrderDesk {

	private static final int MOST_OF_ONE_ITEM = 10;

	private final JoltOperations jolt;

	private final Warehouse warehouse;

	OrderDesk(JoltOperations jolt, Warehouse warehouse) {
		this.jolt = jolt;
		this.warehouse = warehouse;
	}

	@JoltListener(id = "order-desk", topics = OrderTopics.CREATED, group = "desk")
	void decide(@Valid @Payload Order order) {
		if (order.quantity() > MOST_OF_ONE_ITEM) {
			String reason = "At most " + MOST_OF_ONE_ITEM + " of one item can be ordered at once";
			this.jolt.convertAndSend(OrderTopics.REJECTED, new RejectedOrder(order.id(), reason, null));
		}
		else {
			this.warehouse.take(order);
			this.jolt.convertAndSend(OrderTopics.ACCEPTED, order);
		}
	}

}
