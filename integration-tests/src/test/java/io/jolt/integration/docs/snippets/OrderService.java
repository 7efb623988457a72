package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Service;

/**
 * Publishes.
 */
// tag::service[]
@Service
class OrderService {

	private final JoltOperations jolt;

	OrderService(JoltOperations jolt) {
		this.jolt = jolt;
	}

	void place(Order order) {
		this.jolt.convertAndSend("orders.created", order);
	}

	// end::service[]

	private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

	// tag::async[]
	CompletableFuture<PublishResult> placeWithoutWaiting(Order order) {
		return this.jolt.sendAsync("orders.created", order).whenComplete((result, failure) -> {
			if (failure != null) {
				logger.warn("Order {} was not published", order.id(), failure);
			}
		});
	}

	// end::async[]

	// tag::outcomes[]
	String placeAndSay(Order order) {
		try {
			this.jolt.convertAndSend("orders.created", order);
			return "accepted";
		}
		catch (MessageDeliveryException ex) {
			if (ex.getCause() instanceof JoltRejectedException rejected) {
				return "refused by the broker: " + rejected.code();
			}
			if (ex.getCause() instanceof JoltNotSentException) {
				return "not sent: safe to try again";
			}
			if (ex.getCause() instanceof JoltOutcomeUnknownException) {
				return "unknown: it may have been published";
			}
			throw ex;
		}
	}

	// end::outcomes[]

	// tag::headers[]
	void placeFor(Order order, String tenant) {
		this.jolt.convertAndSend("orders.created", order, Map.of("tenant", tenant, "priority", 5));
	}

	void placeWhere(Order order, String topic) {
		this.jolt.send(MessageBuilder.withPayload(order)
			.setHeader(JoltHeaders.TOPIC, topic)
			.setHeader("tenant", "acme")
			.build());
	}

	// end::headers[]

	// tag::timeout[]
	CompletableFuture<PublishResult> placeSoon(Order order) {
		return this.jolt.sendAsync("orders.created", order, PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(2)));
	}
	// end::timeout[]

	// tag::fluent[]
	void placeStepByStep(Order order) {
		this.jolt.message("orders.created")
			.type("created")
			.id(order.id())
			.header("tenant", "acme")
			.compress()
			.timeout(Duration.ofSeconds(2))
			.send(order);
	}
	// end::fluent[]

	// tag::map[]
	void count(String item, int count) {
		this.jolt.convertAndSend("stock.counted", Map.of("item", item, "count", count));
	}
	// end::map[]

	// tag::post-processor[]
	void placeForTheShop(Order order) {
		this.jolt.convertAndSend("orders.created", order,
				(message) -> MessageBuilder.fromMessage(message).setHeader("source", "shop").build());
	}
	// end::post-processor[]

	// tag::flush[]
	long placeAll(List<Order> orders) {
		List<CompletableFuture<PublishResult>> results = orders.stream()
			.map((order) -> this.jolt.sendAsync("orders.created", order))
			.toList();
		this.jolt.flush();
		// every publish has ended now
		return results.stream().filter(CompletableFuture::isCompletedExceptionally).count();
	}
	// end::flush[]

	// tag::default-topic[]
	void placeWhereOrdersGo(Order order) {
		this.jolt.convertAndSend(order);
	}
	// end::default-topic[]

	// tag::service[]

}
// end::service[]
