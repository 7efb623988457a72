package io.jolt.integration.docs.snippets;

import java.util.concurrent.Flow;

import io.jolt.spring.annotation.JoltListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;

/**
 * Answer calls.
 */
@Component
class StockListeners {

	private static final Logger logger = LoggerFactory.getLogger(StockListeners.class);

	private final Shelves shelves = new Shelves();

	// tag::out[]
	@JoltListener(topics = "stock.watch", group = "warehouse")
	Flux<Stock> watch(String item) {
		return this.shelves.changes(item).doOnCancel(() -> logger.info("Nobody watches {} any more", item));
	}
	// end::out[]

	// tag::in[]
	@JoltListener("orders.import")
	Mono<Long> importAll(Flux<Order> orders, @Header("tenant") String tenant) {
		return orders.doOnNext((order) -> logger.info("{} of {}", order.id(), tenant)).count();
	}
	// end::in[]

	// tag::both[]
	@JoltListener("orders.check")
	Flux<String> check(Flux<Order> orders) {
		return orders.map((order) -> (order.quantity() > 10) ? "too many" : "fine");
	}
	// end::both[]

	// tag::flow[]
	@JoltListener("stock.levels")
	Flow.Publisher<Stock> levels(String item) {
		return this.shelves.levels(item);
	}
	// end::flow[]

	record Stock(String item, int left) {
	}

	/**
	 * Changes all the time.
	 */
	private static final class Shelves {

		Flux<Stock> changes(String item) {
			return Flux.range(0, 1000).map((sold) -> new Stock(item, 1000 - sold));
		}

		Flow.Publisher<Stock> levels(String item) {
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.just(new Stock(item, 7)));
		}

	}

}
