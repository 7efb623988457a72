package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltReactiveTemplate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.MessagingException;
import org.springframework.stereotype.Service;

/**
 * Asks for quotes.
 */
// tag::ask[]
@Service
class QuoteService {

	private final JoltOperations jolt;

	QuoteService(JoltOperations jolt) {
		this.jolt = jolt;
	}

	@Nullable Quote quote(Order order) {
		return this.jolt.convertSendAndReceive("quotes", order, Quote.class);
	}

	// end::ask[]

	// tag::async[]
	CompletableFuture<@Nullable Quote> quoteLater(Order order) {
		return this.jolt.requestAsync("quotes", order, Quote.class);
	}

	// end::async[]

	// tag::fluent[]
	@Nullable Quote quoteFor(String tenant, Order order) {
		return this.jolt.message("quotes")
			.header("tenant", tenant)
			.timeout(Duration.ofSeconds(2))
			.request(order)
			.as(Quote.class);
	}

	// end::fluent[]

	// tag::generic[]
	@Nullable List<Quote> quotes(List<Order> orders) {
		return this.jolt.convertSendAndReceive("quotes.several", orders, new ParameterizedTypeReference<>() {
		});
	}

	// end::generic[]

	// tag::reactor[]
	Mono<Quote> quoteMono(Order order) {
		return new JoltReactiveTemplate(this.jolt).request("quotes", order, Quote.class);
	}

	// end::reactor[]

	// tag::outcomes[]
	String quoteAndSay(Order order) {
		try {
			return "the price: " + this.jolt.convertSendAndReceive("quotes", order, Quote.class);
		}
		catch (MessagingException ex) {
			if (ex.getCause() instanceof JoltReplyErrorException error) {
				return "refused: " + error.code();
			}
			if (ex.getCause() instanceof JoltNoResponderException) {
				return "nobody is there: safe to ask again later";
			}
			if (ex.getCause() instanceof JoltNotSentException) {
				return "not sent: safe to ask again";
			}
			if (ex.getCause() instanceof JoltReplyTimeoutException
					|| ex.getCause() instanceof JoltOutcomeUnknownException) {
				return "unknown: somebody may have handled it";
			}
			throw ex;
		}
	}

	// end::outcomes[]

	// tag::status[]
	String reserve(Order order) {
		JoltReply reply = this.jolt.message("stock.reserve").request(order).reply();
		return reply.isOk() ? "reserved" : reply.status() + ": " + reply.data();
	}

	@Nullable String reserveAll(Order order) {
		return this.jolt.message("stock.reserve").request(order).status(JoltReply.OK).as(String.class);
	}

	// end::status[]

	@Nullable String ask(String topic, Object payload) {
		return this.jolt.convertSendAndReceive(topic, payload, Map.of(), String.class);
	}

	record Quote(String item, int cents) {
	}

	// tag::ask[]

}
// end::ask[]
