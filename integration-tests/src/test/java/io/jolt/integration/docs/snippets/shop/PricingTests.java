package io.jolt.integration.docs.snippets.shop;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltResponderStub;
import io.jolt.client.JoltNoResponderException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.service.ImportJoltServices;
import io.jolt.spring.service.JoltExchange;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest
@EmbeddedJolt
class PricingTests {

	// tag::responder[]
	@Test
	void asksForAPrice(JoltResponderStub responder, @Autowired Prices prices) {
		responder.on("prices").reply(new Price("12.50"));
		assertThat(prices.of("book")).isEqualTo(new Price("12.50"));
		assertThat(responder.on("prices").requests(String.class)).containsExactly("book");
	}

	@Test
	void nobodyIsThere(@Autowired Prices prices) {
		assertThatExceptionOfType(JoltNoResponderException.class).isThrownBy(() -> prices.of("book"));
	}

	@Test
	void answersWhatIsLeft(@Autowired JoltOperations jolt) {
		assertThat(jolt.convertSendAndReceive("stock.left", "book", Integer.class)).isEqualTo(7);
	}
	// end::responder[]

	record Price(String amount) {
	}

	interface Prices {

		@JoltExchange("prices")
		Price of(String item);

	}

	@TestConfiguration(proxyBeanMethods = false)
	@ImportJoltServices(Prices.class)
	static class Configuration {

		@JoltListener("stock.left")
		int left(String item) {
			return 7;
		}

	}

}
