package io.jolt.integration.docs.snippets;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltReplyException;
import io.jolt.integration.docs.snippets.QuoteService.Quote;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.ReplySender;
import jakarta.validation.Valid;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;

/**
 * Answer requests.
 */
@Component
@SuppressWarnings("FutureReturnValueIgnored")
class QuoteListeners {

	private final Printer printer = new Printer();

	// tag::answer[]
	@JoltListener("quotes")
	Quote quote(@Valid Order order) {
		return new Quote(order.item(), 120 * order.quantity());
	}
	// end::answer[]

	@JoltListener("quotes.several")
	List<Quote> quotes(List<Order> orders) {
		return orders.stream().map(this::quote).toList();
	}

	// tag::status[]
	@JoltListener(topics = "stock.reserve", group = "warehouse")
	Message<String> reserve(Order order) {
		if (order.quantity() > 100) {
			throw new JoltReplyException("out_of_stock", "Only 100 are left");
		}
		boolean partly = order.quantity() > 10;
		return MessageBuilder.withPayload(partly ? "10 now, the others tomorrow" : "all of them")
			.setHeader(JoltHeaders.STATUS, partly ? "partly" : "ok")
			.build();
	}
	// end::status[]

	// tag::sender[]
	@JoltListener("labels.print")
	void print(Order order, ReplySender reply) {
		this.printer.print(order).whenComplete((pages, failure) -> {
			if (failure == null) {
				reply.send(pages);
			}
			else {
				reply.error("printer_jammed", "Please try again in an hour");
			}
		});
	}
	// end::sender[]

	// tag::send-to[]
	@JoltListener("orders.weighed")
	@SendTo("parcels.weights")
	int weigh(Order order) {
		return 400 * order.quantity();
	}
	// end::send-to[]

	// tag::handler[]
	@JoltListener("prices.find")
	int price(String item) {
		return this.printer.priceOf(item);
	}

	@MessageExceptionHandler
	void unknown(NoSuchElementException failure) {
		throw new JoltReplyException("no_such_item", "There is no such item");
	}
	// end::handler[]

	/**
	 * Prints some time.
	 */
	private static final class Printer {

		CompletableFuture<Integer> print(Order order) {
			return CompletableFuture.supplyAsync(() -> {
				if (order.quantity() > 10) {
					throw new IllegalStateException("jammed");
				}
				return order.quantity();
			});
		}

		int priceOf(String item) {
			if (!item.equals("Cup")) {
				throw new NoSuchElementException(item);
			}
			return 120;
		}

	}

}
