package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.integration.docs.snippets.QuoteService.Quote;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltReplyStatusException;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@code docs/requests.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@EmbeddedJolt
class RequestSnippetTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Order ORDER = new Order("7", "Cup", 2);

	private static final Quote QUOTE = new Quote("Cup", 240);

	@Autowired
	private QuoteService quotes;

	@Test
	void asksInEachWay() {
		assertThat(this.quotes.quote(ORDER)).isEqualTo(QUOTE);
		assertThat(this.quotes.quoteLater(ORDER)).succeedsWithin(LIMIT).isEqualTo(QUOTE);
		assertThat(this.quotes.quoteFor("acme", ORDER)).isEqualTo(QUOTE);
		assertThat(this.quotes.quotes(List.of(ORDER, ORDER))).containsExactly(QUOTE, QUOTE);
		assertThat(this.quotes.quoteMono(ORDER).block(LIMIT)).isEqualTo(QUOTE);
	}

	@Test
	void tellsTheOutcomesApart() {
		assertThat(this.quotes.quoteAndSay(ORDER)).startsWith("the price: ");
		assertThat(this.quotes.quoteAndSay(new Order("7", "Cup", 0))).isEqualTo("refused: invalid_payload");
		try (JoltBroker broker = JoltBroker.builder().port(0).start(); JoltClient client = open(broker)) {
			QuoteService alone = new QuoteService(new JoltTemplate(client));
			assertThat(alone.quoteAndSay(ORDER)).startsWith("nobody is there");
			client.subscribe("quotes", (message) -> broker.stop()).ready().join();
			assertThat(alone.quoteAndSay(ORDER)).startsWith("unknown");
			client.stop();
			assertThat(alone.quoteAndSay(ORDER)).startsWith("not sent");
		}
	}

	@Test
	void aReplyHasAStatus() {
		assertThat(this.quotes.reserve(ORDER)).isEqualTo("reserved");
		Order large = new Order("7", "Cup", 20);
		assertThat(this.quotes.reserve(large)).isEqualTo("partly: 10 now, the others tomorrow");
		assertThat(this.quotes.reserveAll(ORDER)).isEqualTo("all of them");
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.quotes.reserveAll(large))
			.withCauseInstanceOf(JoltReplyStatusException.class);
	}

	@Test
	void aFailureHasACode() {
		assertFailure("stock.reserve", new Order("7", "Cup", 200), "out_of_stock");
		assertFailure("labels.print", new Order("7", "Cup", 20), "printer_jammed");
		assertFailure("prices.find", "Saucer", "no_such_item");
		assertThat(this.quotes.ask("prices.find", "Cup")).isEqualTo("120");
		assertThat(this.quotes.ask("labels.print", ORDER)).isEqualTo("2");
	}

	private void assertFailure(String topic, Object payload, String code) {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.quotes.ask(topic, payload))
			.havingCause()
			.isInstanceOfSatisfying(JoltReplyErrorException.class, (ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	@Test
	void sendToIsForMessagesThatAreNoRequests(@Autowired JoltOperations jolt, JoltMessageCaptor captor) {
		assertThat(this.quotes.ask("orders.weighed", ORDER)).isEqualTo("800");
		assertThat(captor.messages("parcels.weights")).isEmpty();
		jolt.convertAndSend("orders.weighed", ORDER);
		assertThat(captor.await("parcels.weights", 1, LIMIT).get(0).data()).isEqualTo("800");
	}

	@Test
	void aPlainClientAsksAndAnswers() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				JoltClient answering = open(broker);
				JoltClient asking = open(broker)) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> PlainRequests.ask(asking, "Cup"))
				.withCauseInstanceOf(JoltNoResponderException.class);
			PlainRequests.answer(answering).ready().join();
			assertThat(PlainRequests.ask(asking, "Cup")).isEqualTo("ok: 120");
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> PlainRequests.ask(asking, " "))
				.havingCause()
				.isInstanceOfSatisfying(JoltReplyErrorException.class,
						(ex) -> assertThat(ex.code()).isEqualTo("no_item"));
		}
	}

	private static JoltClient open(JoltBroker broker) {
		JoltClient client = JoltClientBuilder.create().address("localhost", broker.port()).build();
		client.connect();
		return client;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ QuoteService.class, QuoteListeners.class })
	static class Application {

	}

}
