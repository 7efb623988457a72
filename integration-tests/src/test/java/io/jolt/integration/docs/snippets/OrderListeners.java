package io.jolt.integration.docs.snippets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import jakarta.validation.Valid;
import tools.jackson.databind.JsonNode;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/**
 * Listeners of the basic kinds.
 */
@Component
class OrderListeners {

	final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	// tag::simple[]
	@JoltListener("orders.created")
	void handle(Order order) {
		this.heard.add(order.quantity() + " of " + order.item());
	}
	// end::simple[]

	// tag::topics[]
	@JoltListener(id = "audit", topics = { "invoices.paid", "${app.topic}" }, topicPatterns = "audit.*")
	void audit(String text, @Header(JoltHeaders.RECEIVED_TOPIC) String topic) {
		this.heard.add(topic + " says " + text);
	}

	// end::topics[]

	// tag::topic-list[]
	@JoltListener(id = "regions", topics = "${app.regions}")
	void region(String text) {
		this.heard.add("region " + text);
	}
	// end::topic-list[]

	// tag::stopped[]
	@JoltListener(id = "night-shift", topics = "night.orders", autoStartup = "false")
	void atNight(Order order) {
		this.heard.add("at night: " + order.id());
	}

	// end::stopped[]

	// tag::arguments[]
	@JoltListener("typed.valid")
	void valid(@Valid @Payload Order order) {
		this.heard.add("valid " + order.id());
	}

	@JoltListener("typed.list")
	void list(List<Order> orders) {
		this.heard.add("list of " + orders.size());
	}

	@JoltListener("typed.tree")
	void tree(JsonNode tree) {
		this.heard.add("tree with " + tree.path("item").asString());
	}

	@JoltListener("typed.optional")
	void optional(Optional<Order> order, @Header(name = "tenant", defaultValue = "nobody") String tenant) {
		this.heard.add(order.map(Order::id).orElse("nothing") + " of " + tenant);
	}

	@JoltListener("typed.message")
	void message(Message<Order> message, @Headers Map<String, Object> headers) {
		this.heard.add(message.getPayload().id() + " with " + headers.get("tenant"));
	}

	@JoltListener("typed.raw")
	void raw(JoltMessage message) {
		this.heard.add(message.topic() + " " + message.data() + " " + message.headers());
	}
	// end::arguments[]

}
