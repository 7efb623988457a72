package io.jolt.sample;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import jakarta.validation.Valid;

import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/**
 * Decides orders. One that cannot be read, or is not valid, never gets here: see
 * {@link UnreadableOrderHandler}.
 */
@Component
class OrderDesk {

	private static final int MOST_OF_ONE_ITEM = 10;

	private final JoltOperations jolt;

	OrderDesk(JoltOperations jolt) {
		this.jolt = jolt;
	}

	@JoltListener(id = "order-desk", topics = OrderTopics.CREATED)
	void decide(@Valid @Payload Order order) {
		if (order.quantity() > MOST_OF_ONE_ITEM) {
			String reason = "At most " + MOST_OF_ONE_ITEM + " of one item can be ordered at once";
			this.jolt.convertAndSend(OrderTopics.REJECTED, new RejectedOrder(order.id(), reason, null));
		}
		else {
			this.jolt.convertAndSend(OrderTopics.ACCEPTED, order);
		}
	}

}
