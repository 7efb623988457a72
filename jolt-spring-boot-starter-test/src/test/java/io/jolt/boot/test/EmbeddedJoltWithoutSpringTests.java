package io.jolt.boot.test;

import java.time.Duration;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test of code that uses the plain client.
 */
@EmbeddedJolt
class EmbeddedJoltWithoutSpringTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static JoltClient client;

	@BeforeAll
	static void connect(JoltBroker broker) {
		client = JoltClientBuilder.create().address("127.0.0.1", broker.port()).build();
		client.connect();
	}

	@AfterAll
	static void close() {
		client.close();
	}

	@RepeatedTest(2)
	void eachTestSeesItsOwnMessages(JoltMessageCaptor captor) {
		client.publish("texts", "hello").join();
		assertThat(captor).hasMessagesExactly("texts", "hello");
	}

	@RepeatedTest(2)
	void aResponderAnswersUntilTheTestEnds(JoltResponderStub responder) {
		assertThat(client.request(JoltMessage.of("quotes", "cup"), PublishOptions.DEFAULT)).failsWithin(SOON)
			.withThrowableThat()
			.withCauseInstanceOf(JoltNoResponderException.class);
		responder.on("quotes").reply("12.50");
		assertThat(client.request(JoltMessage.of("quotes", "cup"), PublishOptions.DEFAULT)).succeedsWithin(SOON)
			.extracting(JoltReply::data)
			.isEqualTo("12.50");
		assertThat(responder.on("quotes").requests(String.class)).containsExactly("cup");
	}

	@Nested
	class InANestedClass {

		@Test
		void theBrokerIsTheSame(JoltMessageCaptor captor) {
			client.publish("texts", "nested").join();
			assertThat(captor).hasMessagesExactly("texts", "nested");
		}

	}

	@Nested
	@EmbeddedJolt(users = @EmbeddedJolt.User(name = "shop", password = "s3cret"))
	class WithSettingsOfItsOwn {

		@Test
		void theBrokerIsAnother(JoltBroker broker, JoltMessageCaptor captor) {
			assertThat(broker.options().securityEnabled()).isTrue();
			client.publish("elsewhere", "hello").join();
			assertThat(captor).hasNoMessages();
		}

	}

}
