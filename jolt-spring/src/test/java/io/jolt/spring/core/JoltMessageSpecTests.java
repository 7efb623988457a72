package io.jolt.spring.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.PublishOptions;
import io.jolt.spring.FakeJoltClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JoltMessageSpecTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final JoltOperations jolt = new JoltTemplate(this.client);

	@Test
	void everythingThatIsSetIsSent() {
		assertThat(this.jolt.message("orders")
			.type("created")
			.id("A-1")
			.header("priority", 5)
			.headers(Map.of("tenant", "acme"))
			.compress()
			.timeout(Duration.ofSeconds(2))
			.send(new Order("A-1"))).satisfies((result) -> {
				assertThat(result.messageId()).isEqualTo("A-1");
				assertThat(result.acknowledged()).isTrue();
			});
		assertThat(this.client.published)
			.containsExactly(JoltMessage.of("orders", "{\"id\":\"A-1\"}", Map.of(JoltHeaders.MESSAGE_TYPE, "created",
					JoltHeaders.MESSAGE_ID, "A-1", "priority", "5", "tenant", "acme")));
		assertThat(this.client.publishOptions)
			.containsExactly(PublishOptions.DEFAULT.withCompression(true).withTimeout(Duration.ofSeconds(2)));
	}

	@Test
	void whatIsSetIsSentWithTheFirstItemOfAStream() {
		List<JoltMessage> opened = new ArrayList<>();
		this.client.callAnswer = (first) -> {
			opened.add(first);
			return new CompletableFuture<>();
		};
		Flow.Publisher<String> answer = this.jolt.message("orders")
			.type("created")
			.header("tenant", "acme")
			.timeout(Duration.ofSeconds(2))
			.requestChannel(JdkFlowAdapter.publisherToFlowPublisher(Flux.just(new Order("A-1"), new Order("A-2"))),
					String.class);
		assertThat(opened).isEmpty();
		JdkFlowAdapter.flowPublisherToFlux(answer).subscribe();
		assertThat(opened).containsExactly(JoltMessage.of("orders", "{\"id\":\"A-1\"}",
				Map.of(JoltHeaders.MESSAGE_TYPE, "created", "tenant", "acme")));
		assertThat(this.client.publishOptions)
			.containsExactly(PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(2)));
	}

	@Test
	void nothingIsSentBesideThePayloadByDefault() {
		assertThat(this.jolt.message("orders").sendAsync("text")).isCompleted();
		assertThat(this.client.published).containsExactly(JoltMessage.of("orders", "text"));
		assertThat(this.client.publishOptions).containsExactly(PublishOptions.DEFAULT);
	}

	@Test
	void oneMayBeKeptAndSentFromAsOftenAsOneLikes() {
		JoltMessageSpec created = this.jolt.message("orders").type("created");
		JoltMessageSpec ofAcme = created.header("tenant", "acme").compress(false);
		created.send("1");
		ofAcme.send("2");
		ofAcme.type(null).send("3");
		assertThat(this.client.published).containsExactly(
				JoltMessage.of("orders", "1", Map.of(JoltHeaders.MESSAGE_TYPE, "created")),
				JoltMessage.of("orders", "2", Map.of(JoltHeaders.MESSAGE_TYPE, "created", "tenant", "acme")),
				JoltMessage.of("orders", "3", Map.of("tenant", "acme")));
		assertThat(this.client.publishOptions).extracting(PublishOptions::compressed)
			.containsExactly(null, false, false);
	}

	@Test
	void aMessageAsThePayloadKeepsItsHeaders() {
		Message<String> message = MessageBuilder.withPayload("x").setHeader("a", "1").setHeader("b", "1").build();
		this.jolt.message("orders").header("b", "2").send(message);
		assertThat(this.client.published).containsExactly(JoltMessage.of("orders", "x", Map.of("a", "1", "b", "2")));
	}

	@Test
	void ofTheHeadersOfADeliveryWhatWasAboutItAloneIsNotSentOn() {
		MessageHeaders received = new MessageHeaders(Map.of(JoltHeaders.RECEIVED_TOPIC, "origin", JoltHeaders.REPLY_TO,
				"inbox", JoltHeaders.CORRELATION_ID, "7", JoltHeaders.MESSAGE_TYPE, "created", "tenant", "acme"));
		this.jolt.message("orders").headers(received).send("x");
		assertThat(this.client.published).containsExactly(
				JoltMessage.of("orders", "x", Map.of(JoltHeaders.MESSAGE_TYPE, "created", "tenant", "acme")));
	}

	@ParameterizedTest
	@ValueSource(strings = { JoltHeaders.REPLY_TO, JoltHeaders.RECEIVED_TOPIC, "jolt-new" })
	void aHeaderThatCannotBeSetIsRefusedWhereItIsSet(String name) {
		JoltMessageSpec message = this.jolt.message("orders");
		assertThatIllegalArgumentException().isThrownBy(() -> message.header(name, "x")).withMessageContaining(name);
		assertThatIllegalArgumentException().isThrownBy(() -> message.headers(Map.of(name, "x")));
		MessageHeaders fresh = new MessageHeaders(Map.of("jolt-new", "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> message.headers(fresh));
	}

	@Test
	void whatIsNoIdTypeOrLimitIsRefusedWhereItIsSet() {
		JoltMessageSpec message = this.jolt.message("orders");
		assertThatIllegalArgumentException().isThrownBy(() -> message.id("x".repeat(65)));
		assertThatIllegalArgumentException().isThrownBy(() -> message.type("a\nb"));
		assertThatIllegalArgumentException().isThrownBy(() -> message.timeout(Duration.ZERO));
	}

	@Test
	void aFailureHasTheClientsAsItsCause() {
		JoltMessageSpec message = this.jolt.message("orders").timeout(Duration.ofMillis(1));
		for (JoltException failure : new JoltException[] { new JoltOutcomeUnknownException("late", null),
				new JoltNotSentException("full") }) {
			this.client.publishAnswer = (published) -> CompletableFuture.failedFuture(failure);
			assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> message.send(new Order("1")))
				.withCause(failure)
				.extracting(MessageDeliveryException::getFailedMessage)
				.satisfies((failed) -> assertThat(failed).extracting(Message::getPayload).isEqualTo(new Order("1")));
			assertThat(message.sendAsync("x")).isCompletedExceptionally();
		}
	}

	@Test
	void aPayloadThatCannotBeConvertedIsNoDeliveryFailure() {
		JoltMessageSpec message = this.jolt.message("orders");
		byte[] noText = { (byte) 0xff };
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> message.send(noText));
		assertThat(message.sendAsync(noText)).isCompletedExceptionally();
		assertThat(this.client.published).isEmpty();
	}

	record Order(String id) {
	}

}
