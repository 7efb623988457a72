package io.jolt.sample;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.jolt.client.JoltReplyException;
import io.jolt.spring.annotation.JoltListener;
import jakarta.validation.Valid;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/**
 * Answers what a warehouse is asked. The warehouses of all instances are one group, so
 * that exactly one answers.
 */
@Component
class WarehouseListener {

	private static final Duration TIME_FOR_A_PIECE = Duration.ofMillis(400);

	private static final Map<String, Integer> CENTS = Map.of("espresso machine", 24_900, "coffee beans", 1_250,
			"milk jug", 1_800, "cup", 700, "flaky lamp", 3_900);

	private final String name;

	WarehouseListener(@Value("${board.warehouse}") String name) {
		this.name = name;
	}

	@JoltListener(id = "warehouse-quote", topics = "warehouse.quote", group = "warehouse")
	Quote quote(@Valid @Payload QuoteRequest request) {
		Integer cents = CENTS.get(request.item().toLowerCase(Locale.ROOT));
		if (cents == null) {
			throw new JoltReplyException("out_of_stock", "The warehouse has no '" + request.item() + "'.");
		}
		return new Quote(request.item(), request.quantity(), (long) cents * request.quantity(), this.name);
	}

	@JoltListener(id = "warehouse-packing", topics = "warehouse.packing", group = "warehouse")
	Flux<PackingStep> pack(@Valid @Payload Order order) {
		return Flux.range(0, order.quantity() + 1)
			.delayElements(TIME_FOR_A_PIECE)
			.map((packed) -> new PackingStep(packed, order.quantity(), this.name));
	}

}
