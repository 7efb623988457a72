package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.integration.docs.snippets.StockListeners.Stock;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@code docs/calls.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@EmbeddedJolt
class CallSnippetTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@Autowired
	private StockService stock;

	@Test
	void aListenerAnswersWithAStream() throws Exception {
		assertThat(this.stock.watch("Cup").collectList().block(LIMIT)).hasSize(1000)
			.startsWith(new Stock("Cup", 1000))
			.endsWith(new Stock("Cup", 1));
		try (LogLines log = LogLines.of(StockListeners.class)) {
			assertThat(this.stock.keepWatching("Cup").take(2).collectList().block(LIMIT)).hasSize(2);
			assertThat(log.next()).isEqualTo("Nobody watches Cup any more");
		}
	}

	@Test
	void aListenerTakesAStream() {
		assertThat(this.stock.importAll(orders(200)).block(LIMIT)).isEqualTo(200);
		assertThat(this.stock.check(orders(11)).collectList().block(LIMIT)).hasSize(11)
			.startsWith("fine")
			.endsWith("too many");
	}

	@Test
	void noneOfItNeedsReactor() {
		assertThat(JdkFlowAdapter.flowPublisherToFlux(this.stock.levels("Cup")).collectList().block(LIMIT))
			.containsExactly(new Stock("Cup", 7));
		assertThat(JdkFlowAdapter
			.flowPublisherToFlux(this.stock.check(JdkFlowAdapter.publisherToFlowPublisher(orders(11))))
			.collectList()
			.block(LIMIT)).hasSize(11).endsWith("too many");
	}

	@Test
	void aPlainClientCallsAndAccepts() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				JoltClient accepting = open(broker);
				JoltClient calling = open(broker)) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> PlainCalls.countDown(calling, 3))
				.withCauseInstanceOf(JoltNoResponderException.class);
			PlainCalls.serve(accepting).ready().join();
			assertThat(PlainCalls.countDown(calling, 1000)).hasSize(1000).startsWith("1000", "999").endsWith("2", "1");
			assertThat(calling.request(JoltMessage.of("countdown", "3"), LIMIT)).failsWithin(20, TimeUnit.SECONDS)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(JoltReplyErrorException.class,
						(ex) -> assertThat(ex.code()).isEqualTo("call_required"));
		}
	}

	private static Flux<Order> orders(int count) {
		return Flux.range(1, count).map((i) -> new Order(String.valueOf(i), "Cup", i));
	}

	private static JoltClient open(JoltBroker broker) {
		JoltClient client = JoltClientBuilder.create().address("localhost", broker.port()).build();
		client.connect();
		return client;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ StockService.class, StockListeners.class })
	static class Application {

	}

}
