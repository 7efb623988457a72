package io.jolt.integration.docs.snippets;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import jakarta.validation.Valid;

import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Component;

/**
 * What the README shows.
 */
// tag::desk[]
@Component
class ShopDesk {

	private final JoltOperations jolt;

	ShopDesk(JoltOperations jolt) {
		this.jolt = jolt;
	}

	void place(Order order) {
		// waits for the broker's answer, or throws
		this.jolt.convertAndSend("orders.created", order);
	}

	@JoltListener(id = "desk", topics = "orders.created", concurrency = "2")
	@SendTo("orders.accepted")
	Order accept(@Valid @Payload Order order) {
		return order; // is published
	}

}
// end::desk[]
