package io.jolt.boot.test.slice;

import io.jolt.spring.annotation.JoltListener;
import jakarta.validation.Valid;

import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

@Component
class OrderListener {

	private final OrderRepository orders;

	OrderListener(OrderRepository orders) {
		this.orders = orders;
	}

	@JoltListener(id = "orders", topics = "orders.created")
	void onOrder(@Payload @Valid Order order) {
		this.orders.save(order);
	}

}
