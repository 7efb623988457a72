package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.concurrent.Flow;

import io.jolt.client.JoltCallBrokenException;
import io.jolt.integration.docs.snippets.StockListeners.Stock;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltReactiveOperations;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Service;

/**
 * Opens calls.
 */
// tag::out[]
@Service
class StockService {

	private final JoltReactiveOperations reactive;

	private final JoltOperations jolt;

	StockService(JoltReactiveOperations reactive, JoltOperations jolt) {
		this.reactive = reactive;
		this.jolt = jolt;
	}

	Flux<Stock> watch(String item) {
		return this.reactive.requestStream("stock.watch", item, Stock.class);
	}

	// end::out[]

	// tag::in[]
	Mono<Long> importAll(Flux<Order> orders) {
		return this.reactive
			.requestChannel("orders.import",
					orders.map((order) -> MessageBuilder.withPayload(order).setHeader("tenant", "acme").build()),
					Long.class)
			.single();
	}

	// end::in[]

	// tag::both[]
	Flux<String> check(Flux<Order> orders) {
		return this.reactive.requestChannel("orders.check", orders, String.class);
	}

	// end::both[]

	// tag::flow[]
	Flow.Publisher<Stock> levels(String item) {
		return this.jolt.message("stock.levels")
			.header("tenant", "acme")
			.timeout(Duration.ofSeconds(2))
			.request(item)
			.stream(Stock.class);
	}

	// end::flow[]

	// tag::flow-both[]
	Flow.Publisher<String> check(Flow.Publisher<Order> orders) {
		return this.jolt.message("orders.check")
			.header("tenant", "acme")
			.timeout(Duration.ofSeconds(2))
			.requestChannel(orders, String.class);
	}

	// end::flow-both[]

	// tag::again[]
	Flux<Stock> keepWatching(String item) {
		return watch(item).retryWhen(
				Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1)).filter(JoltCallBrokenException.class::isInstance));
	}

	// end::again[]

	// tag::out[]

}
// end::out[]
