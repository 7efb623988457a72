package io.jolt.integration.docs.snippets;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import jakarta.validation.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

	private static final Logger logger = LoggerFactory.getLogger(OrderListeners.class);

	private final Warehouse warehouse;

	OrderListeners(Warehouse warehouse) {
		this.warehouse = warehouse;
	}

	// tag::simple[]
	@JoltListener("orders.created")
	void handle(Order order) {
		this.warehouse.reserve(order.item(), order.quantity());
	}
	// end::simple[]

	// tag::topics[]
	@JoltListener(id = "audit", topics = { "invoices.paid", "${app.topic}" }, topicPatterns = "audit.*")
	void audit(String text, @Header(JoltHeaders.RECEIVED_TOPIC) String topic) {
		logger.info("{}: {}", topic, text);
	}

	// end::topics[]

	// tag::topic-list[]
	@JoltListener(id = "regions", topics = "${app.regions}")
	void region(String text) {
		logger.info("Region: {}", text);
	}
	// end::topic-list[]

	// tag::stopped[]
	@JoltListener(id = "night-shift", topics = "night.orders", autoStartup = "false")
	void atNight(Order order) {
		logger.info("At night: {}", order.id());
	}

	// end::stopped[]

	// tag::arguments[]
	@JoltListener("typed.valid")
	void valid(@Valid @Payload Order order) {
		logger.info("Valid: {}", order.id());
	}

	@JoltListener("typed.list")
	void list(List<Order> orders) {
		logger.info("{} orders", orders.size());
	}

	@JoltListener("typed.tree")
	void tree(JsonNode tree) {
		logger.info("Item: {}", tree.path("item").asString());
	}

	@JoltListener("typed.optional")
	void optional(Optional<Order> order, @Header(name = "tenant", defaultValue = "nobody") String tenant) {
		logger.info("Order {} of {}", order.map(Order::id).orElse("unknown"), tenant);
	}

	@JoltListener("typed.message")
	void message(Message<Order> message, @Headers Map<String, Object> headers) {
		logger.info("Order {} of {}", message.getPayload().id(), headers.get("tenant"));
	}

	@JoltListener("typed.raw")
	void raw(JoltMessage message) {
		logger.info("{} {} {}", message.topic(), message.data(), message.headers());
	}
	// end::arguments[]

}
