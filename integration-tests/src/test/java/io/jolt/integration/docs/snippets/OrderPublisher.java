package io.jolt.integration.docs.snippets;

import io.jolt.spring.core.JoltOperations;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.stereotype.Component;

/**
 * A class that publishes what no listener of the application takes.
 */
// tag::publisher[]
@Component
@RegisterReflectionForBinding(Order.class)
class OrderPublisher {

	private final JoltOperations jolt;

	OrderPublisher(JoltOperations jolt) {
		this.jolt = jolt;
	}

	void publish(Order order) {
		this.jolt.convertAndSend("orders.created", order);
	}

}
// end::publisher[]
