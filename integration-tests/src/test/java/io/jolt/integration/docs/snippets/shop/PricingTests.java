package io.jolt.integration.docs.snippets.shop;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltResponderStub;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.service.ImportJoltServices;
import io.jolt.spring.service.JoltExchange;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
	// end::responder[]

	// tag::replies[]
	@Test
	void answersWhatIsLeft(@Autowired JoltOperations jolt) {
		assertThat(jolt.convertSendAndReceive("stock.left", "book", Integer.class)).isEqualTo(7);
	}

	@Test
	void saysThatThereIsNotMuchLeft(@Autowired JoltOperations jolt) {
		JoltReply reply = jolt.message("stock.reserve").request("book").reply();
		assertThat(reply.status()).isEqualTo("partly");
		assertThat(reply.data()).isEqualTo("7");
		assertThat(reply.message().headers()).containsEntry("shelf", "3");
	}

	@Test
	void refusesWhatItDoesNotKnow(@Autowired JoltOperations jolt) {
		assertThatThrownBy(() -> jolt.requestAsync("stock.left", "globe", Integer.class).join()).cause()
			.isInstanceOfSatisfying(JoltReplyErrorException.class,
					(error) -> assertThat(error.code()).isEqualTo("unknown_item"));
	}
	// end::replies[]

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
			if (item.equals("globe")) {
				throw new JoltReplyException("unknown_item", "There is no such item");
			}
			return 7;
		}

		@JoltListener("stock.reserve")
		Message<String> reserve(String item) {
			return MessageBuilder.withPayload("7")
				.setHeader(JoltHeaders.STATUS, "partly")
				.setHeader("shelf", "3")
				.build();
		}

	}

}
