package io.jolt.spring.core;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.spring.FakeJoltClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class JoltTemplateTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final JoltTemplate template = new JoltTemplate(this.client);

	@Test
	void aStringIsSentAsItIs() {
		this.template.convertAndSend("chat", "say \"hi\" \u00e9\ud83d\ude00");
		assertThat(sent()).isEqualTo(JoltMessage.of("chat", "say \"hi\" \u00e9\ud83d\ude00"));
	}

	@Test
	void anEmptyStringIsSentAsItIs() {
		this.template.convertAndSend("chat", "");
		assertThat(sent().data()).isEmpty();
	}

	@Test
	void bytesAreSentAsUtf8Text() {
		this.template.convertAndSend("chat", "h\u00e9llo".getBytes(StandardCharsets.UTF_8));
		assertThat(sent().data()).isEqualTo("h\u00e9llo");
	}

	@Test
	void bytesThatAreNoUtf8TextAreRefused() {
		byte[] binary = { 'a', (byte) 0xff };
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.template.convertAndSend("chat", binary))
			.withMessageContaining("not valid UTF-8");
		assertThat(this.template.sendAsync("chat", binary)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(MessageConversionException.class);
		assertThat(this.client.published).isEmpty();
	}

	@Test
	void anythingElseIsSentAsJsonOfTheGivenMapper() {
		this.template.setMessageConverter(JoltMessageConverters
			.create(JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build()));
		this.template.convertAndSend("orders", new Order("A-1", 3));
		this.template.convertAndSend("orders", List.of(new Order("A-1", 3)));
		this.template.convertAndSend("orders", 42);
		assertThat(this.client.published).extracting(JoltMessage::data)
			.containsExactly("{\"order_id\":\"A-1\",\"quantity\":3}", "[{\"order_id\":\"A-1\",\"quantity\":3}]", "42");
	}

	@Test
	void whatAConverterAddsToTheHeadersDoesNotTravel() {
		this.template.convertAndSend("orders", new Order("A-1", 3));
		this.template.send("orders", new GenericMessage<>("text"));
		assertThat(this.client.published).allSatisfy((message) -> assertThat(message.headers()).isEmpty());
	}

	@Test
	void headersOfSimpleTypesTravelAsStrings() {
		UUID uuid = UUID.randomUUID();
		this.template.convertAndSend("chat", "hi",
				Map.of("s", "text", "n", 7, "b", true, "u", uuid, "o", List.of("not this")));
		assertThat(sent().headers())
			.containsExactlyInAnyOrderEntriesOf(Map.of("s", "text", "n", "7", "b", "true", "u", uuid.toString()));
	}

	@Test
	void theHeadersOfAMessageWhosePayloadIsConvertedTravel() {
		this.template.send("orders", MessageBuilder.withPayload(new Order("A-1", 3)).setHeader("k", "v").build());
		assertThat(sent())
			.isEqualTo(JoltMessage.of("orders", "{\"orderId\":\"A-1\",\"quantity\":3}", Map.of("k", "v")));
	}

	@Test
	void aMessageGivenAsAPayloadIsNotWrappedOnceMore() {
		Object message = new GenericMessage<>("hi", Map.of("k", "v"));
		assertThat(this.template.sendAsync("chat", message)).isCompleted();
		assertThat(sent()).isEqualTo(JoltMessage.of("chat", "hi", Map.of("k", "v")));
	}

	@Test
	void aJoltMessageIsPublishedAsItIs() {
		JoltMessage message = JoltMessage.of("chat", "hi", Map.of("id", "1", "jolt_x", "2"));
		assertThat(this.template.sendAsync(message)).isCompleted();
		assertThat(this.client.published).singleElement().isSameAs(message);
		assertThat(this.client.optionalHeaders).singleElement().isEqualTo(Set.of());
	}

	@Test
	void whichHeadersMayBeLeftOutIsPassedOn() {
		JoltMessage message = JoltMessage.of("chat", "hi", Map.of("id", "1"));
		assertThat(this.template.sendAsync(message, PublishOptions.DEFAULT.withOptionalHeaders(Set.of("id"))))
			.isCompleted();
		assertThat(this.client.published).singleElement().isSameAs(message);
		assertThat(this.client.optionalHeaders).singleElement().isEqualTo(Set.of("id"));
	}

	@Test
	void anOwnHeaderMapperDecides() {
		this.template.setHeaderMapper(new DefaultJoltHeaderMapper() {
			@Override
			public Map<String, String> fromHeaders(MessageHeaders headers) {
				return Map.of("all", "mine");
			}
		});
		this.template.convertAndSend("chat", "hi");
		assertThat(sent().headers()).isEqualTo(Map.of("all", "mine"));
	}

	@Test
	void withoutATopicTheTargetTopicHeaderDecidesAndThenTheDefaultTopic() {
		this.template.setDefaultTopic("fallback");
		Message<String> targeted = MessageBuilder.withPayload("hi").setHeader(JoltHeaders.TOPIC, "there").build();
		this.template.send(targeted);
		assertThat(this.template.sendAsync(targeted)).isCompleted();
		this.template.convertAndSend((Object) "hi", Map.of(JoltHeaders.TOPIC, "there"));
		this.template.send(new GenericMessage<>("hi"));
		this.template.convertAndSend((Object) "hi");
		assertThat(this.client.published).extracting(JoltMessage::topic)
			.containsExactly("there", "there", "there", "fallback", "fallback");
		assertThat(this.client.published).allSatisfy((message) -> assertThat(message.headers()).isEmpty());
	}

	@Test
	void aGivenTopicBeatsTheTargetTopicHeader() {
		this.template.send("here", MessageBuilder.withPayload("hi").setHeader(JoltHeaders.TOPIC, "there").build());
		assertThat(sent().topic()).isEqualTo("here");
	}

	@Test
	void aReplyThatCopiesTheHeadersOfWhatItAnswersDoesNotGoBackToThatTopic() {
		Message<String> reply = MessageBuilder.withPayload("hi")
			.setHeader(JoltHeaders.RECEIVED_TOPIC, "origin")
			.build();
		assertThatIllegalStateException().isThrownBy(() -> this.template.send(reply))
			.withMessageContaining(JoltHeaders.RECEIVED_TOPIC);
		this.template.setDefaultTopic("fallback");
		assertThatIllegalStateException().isThrownBy(() -> this.template.send(reply));
		assertThatIllegalStateException().isThrownBy(() -> this.template.convertAndSend((Object) "hi",
				Map.<String, Object>of(JoltHeaders.RECEIVED_TOPIC, "origin")));
		assertThat(this.client.published).isEmpty();
		this.template.send("elsewhere", reply);
		assertThat(sent().topic()).isEqualTo("elsewhere");
		assertThat(sent().headers()).isEmpty();
	}

	@Test
	void theBlockingMethodsThrowADeliveryExceptionCausedByTheClients() {
		this.client.publishAnswer = (message) -> CompletableFuture
			.failedFuture(new JoltRejectedException("The broker refused 'orders'", "not_authorized"));
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", "hi"))
			.withMessageContaining("orders")
			.withMessageContaining("The broker refused")
			.withCauseInstanceOf(JoltRejectedException.class);
	}

	@Test
	void theAsynchronousMethodsFailWithTheClientsExceptionItself() {
		JoltNotSentException failure = new JoltNotSentException("No connection");
		this.client.publishAnswer = (message) -> CompletableFuture.failedFuture(failure);
		AtomicReference<Throwable> seen = new AtomicReference<>();
		CompletableFuture<?> observed = this.template.sendAsync("orders", "hi")
			.whenComplete((result, ex) -> seen.set(ex));
		assertThat(observed).isCompletedExceptionally();
		assertThat(seen.get()).isSameAs(failure);
	}

	@Test
	void theAsynchronousMethodsGiveTheResult() {
		this.client.publishAnswer = (message) -> CompletableFuture.completedFuture(PublishResult.of(message, false));
		assertThat(this.template.sendAsync("chat", "hi")).isCompletedWithValueMatching((r) -> !r.acknowledged());
	}

	@Test
	void theAsynchronousMethodsThrowNothingWhereNoTopicIsKnown() {
		assertThat(this.template.sendAsync(new GenericMessage<>("hi"))).isCompletedExceptionally();
	}

	@Test
	void aSenderThatIsInterruptedLearnsThatTheOutcomeIsUnknown() {
		this.client.publishAnswer = (message) -> new CompletableFuture<>();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", "hi"))
			.withCauseInstanceOf(JoltOutcomeUnknownException.class);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aConverterThatMakesBytesWorksToo() {
		this.template.setMessageConverter(new StringMessageConverter());
		this.template.convertAndSend("chat", "hi");
		assertThat(sent().data()).isEqualTo("hi");
	}

	private JoltMessage sent() {
		assertThat(this.client.published).hasSize(1);
		return this.client.published.get(0);
	}

	record Order(String orderId, int quantity) {
	}

}
