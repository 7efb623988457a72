package io.jolt.integration.docs.snippets;

import java.util.concurrent.CompletableFuture;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import reactor.core.publisher.Mono;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;

/**
 * Listeners that return something.
 */
@Component
class ReplyListeners {

	// tag::reply[]
	@JoltListener("orders.delivered")
	@SendTo("invoices.created")
	Invoice invoice(Order order) {
		return new Invoice(order.id(), 3 * order.quantity());
	}

	// end::reply[]

	// tag::reply-expression[]
	@JoltListener("prices.asked")
	@SendTo("!{'prices.' + request.headers['tenant']}")
	String price(Order order) {
		return "3 for " + order.item();
	}

	// end::reply-expression[]

	// tag::future[]
	@JoltListener("orders.checked")
	@SendTo("stock.answers")
	CompletableFuture<String> check(Order order) {
		return CompletableFuture.supplyAsync(() -> order.item() + " is there");
	}

	@JoltListener("orders.counted")
	@SendTo("stock.counts")
	Mono<Integer> count(Order order) {
		return Mono.just(order.quantity());
	}

	// end::future[]

	// tag::message[]
	@JoltListener("orders.routed")
	Message<Order> route(Order order) {
		return MessageBuilder.withPayload(order)
			.setHeader(JoltHeaders.TOPIC, (order.quantity() > 10) ? "orders.large" : "orders.small")
			.build();
	}

	// end::message[]

	record Invoice(String order, int euros) {
	}

}
