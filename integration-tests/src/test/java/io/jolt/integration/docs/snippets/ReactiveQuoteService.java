package io.jolt.integration.docs.snippets;

import io.jolt.integration.docs.snippets.QuoteService.Quote;
import io.jolt.spring.core.JoltReactiveOperations;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Service;

/**
 * Asks for quotes with Reactor.
 */
// tag::service[]
@Service
class ReactiveQuoteService {

	private final JoltReactiveOperations jolt;

	ReactiveQuoteService(JoltReactiveOperations jolt) {
		this.jolt = jolt;
	}

	Mono<Quote> quote(Order order) {
		return this.jolt.request("quotes", order, Quote.class);
	}

}
// end::service[]
