package io.jolt.spring.core;

import java.net.URI;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.PublishOptions;
import io.jolt.spring.FakeJoltClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What users of other templates try with this one.
 */
class JoltTemplateSendingTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final JoltTemplate template = new JoltTemplate(this.client);

	@Test
	void aMapIsAPayload() {
		this.template.convertAndSend("orders", Map.of("id", 1));
		Map<String, Integer> numbers = Map.of("id", 2);
		this.template.convertAndSend("orders", numbers);
		Map<String, Object> objects = Map.of("id", 3);
		JoltOperations operations = this.template;
		operations.convertAndSend("orders", objects);
		operations.convertAndSend("orders", Map.of("id", 4), (message) -> message);
		operations.convertAndSend("orders", Map.of("id", 5), Map.of());
		assertThat(this.client.published).extracting(JoltMessage::data)
			.containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}", "{\"id\":5}");
		assertThat(this.client.published).allSatisfy((message) -> {
			assertThat(message.topic()).isEqualTo("orders");
			assertThat(message.headers()).isEmpty();
		});
	}

	@Test
	void aForwardedDeliveryKeepsItsIdAndTypeAndLosesWhatWasAboutItAlone() {
		Message<?> delivery = new DefaultJoltMessageMapper()
			.fromJolt(JoltMessage.of("origin", "x", Map.of(JoltHeaders.MESSAGE_ID, "1", JoltHeaders.MESSAGE_TYPE,
					"created", JoltHeaders.REPLY_TO, "inbox", JoltHeaders.CORRELATION_ID, "7", "tenant", "acme")));
		this.template.send("t", delivery);
		this.template.convertAndSend("t", delivery);
		this.template.convertAndSend("t", "x", delivery.getHeaders());
		this.template.send("t", MessageBuilder.withPayload("x").copyHeaders(delivery.getHeaders()).build());
		assertThat(this.template.sendAsync("t", delivery)).isCompleted();
		assertThat(this.template.sendAsync("t", "x", delivery.getHeaders())).isCompleted();
		assertThat(this.client.published).hasSize(6)
			.allSatisfy((message) -> assertThat(message.headers())
				.isEqualTo(Map.of(JoltHeaders.MESSAGE_ID, "1", JoltHeaders.MESSAGE_TYPE, "created", "tenant", "acme")));
	}

	@Test
	void aHeaderThatOnlyTheClientSetsIsRefused() {
		Map<String, Object> headers = Map.of(JoltHeaders.REPLY_TO, "mine");
		Message<?> delivery = new DefaultJoltMessageMapper().fromJolt(JoltMessage.of("origin", "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.convertAndSend("t", "x", headers))
			.withMessageContaining(JoltHeaders.REPLY_TO);
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.convertAndSend("t", delivery, headers));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.template.send("t", MessageBuilder.createMessage("x", new MessageHeaders(headers))));
		assertThat(this.template.sendAsync("t", "x", headers)).isCompletedExceptionally();
		assertThat(this.client.published).isEmpty();
	}

	@Test
	void aMessageAsAPayloadIsSentAsTheMessage() {
		Message<?> message = MessageBuilder.withPayload(Map.of("id", 1))
			.setHeader("a", "b")
			.setHeader(JoltHeaders.TOPIC, "own")
			.build();
		this.template.convertAndSend("t", message);
		this.template.convertAndSend((Object) message);
		this.template.convertAndSend("t", message, Map.of("c", "d"));
		this.template.convertAndSend("t", message,
				(original) -> MessageBuilder.fromMessage(original).setHeader("e", "f").build());
		assertThat(this.template.sendAsync("t", message, Map.of("c", "d"))).isCompleted();
		Map<String, String> two = Map.of("a", "b", "c", "d");
		assertThat(this.client.published).containsExactly(JoltMessage.of("t", "{\"id\":1}", Map.of("a", "b")),
				JoltMessage.of("own", "{\"id\":1}", Map.of("a", "b")), JoltMessage.of("t", "{\"id\":1}", two),
				JoltMessage.of("t", "{\"id\":1}", Map.of("a", "b", "e", "f")), JoltMessage.of("t", "{\"id\":1}", two));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.template.convertAndSend("t", message, Map.of(JoltHeaders.RECEIVED_TOPIC, "x")));
	}

	@Test
	@SuppressWarnings("NullAway")
	void aMissingMessageIsAnErrorThatSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.send((Message<?>) null))
			.withMessageContaining("message must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.send("t", null))
			.withMessageContaining("message must not be null");
		for (CompletableFuture<?> future : List.of(this.template.sendAsync((Message<?>) null),
				this.template.sendAsync("t", (Message<?>) null), this.template.sendAsync((JoltMessage) null))) {
			assertThat(future).isCompletedExceptionally();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get)
				.withMessageContaining("message must not be null");
		}
	}

	@Test
	@SuppressWarnings("NullAway")
	void aMissingPayloadIsAnErrorThatSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.convertAndSend("t", (Object) null))
			.withMessageContaining("payload");
		this.template.setDefaultTopic("t");
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.convertAndSend((Object) null))
			.withMessageContaining("payload");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.template.convertAndSend("t", null, (message) -> message))
			.withMessageContaining("payload");
		assertThat(this.template.sendAsync("t", (Object) null)).isCompletedExceptionally();
		assertThat(this.client.published).isEmpty();
	}

	@Test
	void aCharSequenceIsText() {
		this.template.convertAndSend("t", CharBuffer.wrap("say \"hi\""));
		assertThat(this.template.sendAsync("t", CharBuffer.wrap("say \"ho\""))).isCompleted();
		this.template.send("t", new GenericMessage<>(CharBuffer.wrap("say \"hu\"")));
		assertThat(this.client.published).extracting(JoltMessage::data)
			.containsExactly("say \"hi\"", "say \"ho\"", "say \"hu\"");
	}

	@Test
	void singleValuesTravelAsHeaders() {
		Map<String, Object> headers = new LinkedHashMap<>();
		headers.put("enum", OverflowPolicy.DROP_NEWEST);
		headers.put("instant", Instant.EPOCH);
		headers.put("date", Date.from(Instant.EPOCH));
		headers.put("duration", Duration.ofSeconds(90));
		headers.put("zone", TimeZone.getTimeZone("Europe/Berlin"));
		headers.put("uri", URI.create("https://example.com/a"));
		headers.put("locale", Locale.CANADA_FRENCH);
		headers.put("text", CharBuffer.wrap("x"));
		headers.put("char", 'c');
		headers.put("list", List.of("a"));
		headers.put("class", String.class);
		this.template.convertAndSend("t", "hi", headers);
		assertThat(sent().headers()).containsExactlyInAnyOrderEntriesOf(Map.of("enum", "DROP_NEWEST", "instant",
				"1970-01-01T00:00:00Z", "date", "1970-01-01T00:00:00Z", "duration", "PT1M30S", "zone", "Europe/Berlin",
				"uri", "https://example.com/a", "locale", "fr_CA", "text", "x", "char", "c"));
	}

	@Test
	void datesOfOneKindTravelAsHeaders() {
		Map<String, Object> headers = new LinkedHashMap<>();
		headers.put("monthDay", MonthDay.of(12, 24));
		headers.put("sqlDate", java.sql.Date.valueOf("2026-01-31"));
		headers.put("sqlTime", java.sql.Time.valueOf("12:30:00"));
		headers.put("sqlTimestamp", java.sql.Timestamp.from(Instant.ofEpochSecond(0, 1000)));
		this.template.convertAndSend("t", "hi", headers);
		assertThat(sent().headers()).containsExactlyInAnyOrderEntriesOf(Map.of("monthDay", "--12-24", "sqlDate",
				"2026-01-31", "sqlTime", "12:30:00", "sqlTimestamp", "1970-01-01T00:00:00.000001Z"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "fr-CA", "zh-Hant-TW", "sr-Latn", "th-TH-u-ca-buddhist" })
	void aLocaleTravelsAsAHeaderThatSpringReads(String tag) {
		Locale locale = Locale.forLanguageTag(tag);
		this.template.convertAndSend("t", "hi", Map.of("locale", locale));
		assertThat(StringUtils.parseLocale(String.valueOf(sent().headers().get("locale")))).isEqualTo(locale);
	}

	@Test
	void theAsynchronousMethodsTakeHeadersAndKnowTheDefaultTopic() {
		assertThat(this.template.sendAsync((Object) "hi")).isCompletedExceptionally();
		this.template.setDefaultTopic("fallback");
		assertThat(this.template.sendAsync((Object) "hi"))
			.isCompletedWithValueMatching((r) -> r.topic().equals("fallback"));
		assertThat(this.template.sendAsync("orders", "hi", Map.of("kind", "order")))
			.isCompletedWithValueMatching((r) -> r.topic().equals("orders"));
		assertThat(this.template
			.sendAsync((Object) MessageBuilder.withPayload("hi").setHeader(JoltHeaders.TOPIC, "own").build()))
			.isCompletedWithValueMatching((r) -> r.topic().equals("own"));
		assertThat(this.client.published).extracting(JoltMessage::headers)
			.containsExactly(Map.of(), Map.of("kind", "order"), Map.of());
	}

	@Test
	void aCallMayHaveATimeLimitOfItsOwn() {
		PublishOptions options = PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(50));
		assertThat(this.template.sendAsync("orders", "hi", options)).isCompleted();
		assertThat(this.template.sendAsync("orders", (Object) new GenericMessage<>("hi", Map.of("a", "b")), options))
			.isCompleted();
		assertThat(this.template.sendAsync(JoltMessage.of("orders", "hi"), options)).isCompleted();
		assertThat(this.client.publishOptions).containsExactly(options, options, options);
		assertThat(this.client.published.get(1)).isEqualTo(JoltMessage.of("orders", "hi", Map.of("a", "b")));
	}

	@Test
	void aReceivedTopicAmongTheHeadersToSendIsAnErrorUnlessTheyAreThoseOfAMessage() {
		Map<String, Object> headers = Map.of(JoltHeaders.RECEIVED_TOPIC, "origin");
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.convertAndSend("t", "hi", headers))
			.withMessageContaining(JoltHeaders.RECEIVED_TOPIC);
		assertThat(this.template.sendAsync("t", "hi", headers)).isCompletedExceptionally();
		assertThat(this.client.published).isEmpty();
		Message<?> received = new DefaultJoltMessageMapper().fromJolt(JoltMessage.of("origin", "hi", Map.of("a", "b")));
		this.template.convertAndSend("t", "passed on", received.getHeaders());
		assertThat(sent().headers()).isEqualTo(Map.of("a", "b"));
	}

	@Test
	void aMessageIdIsSentAndInTheResult() {
		assertThat(this.template.sendAsync("t", "hi", Map.of(JoltHeaders.MESSAGE_ID, "m-1")))
			.isCompletedWithValueMatching((result) -> "m-1".equals(result.messageId()));
	}

	@Test
	void flushWaitsForTheClient() {
		this.template.flush();
		assertThat(this.client.calls).containsExactly("flush");
	}

	@Test
	void postProcessorsSeeEveryMessageThatIsNotRaw() {
		this.template.setBeforePublishPostProcessors(
				(message) -> MessageBuilder.fromMessage(message).setHeader("tenant", "acme").build(),
				(message) -> MessageBuilder.fromMessage(message)
					.setHeader("seen", message.getHeaders().get("tenant"))
					.build());
		this.template.convertAndSend("t", "1");
		this.template.send("t", new GenericMessage<>("2"));
		assertThat(this.template.sendAsync("t", "3")).isCompleted();
		this.template.convertAndSend("t", "4",
				(message) -> MessageBuilder.fromMessage(message).setHeader("own", "x").build());
		assertThat(this.client.published)
			.allSatisfy((message) -> assertThat(message.headers()).containsEntry("tenant", "acme")
				.containsEntry("seen", "acme"));
		assertThat(this.client.published.get(3).headers()).containsEntry("own", "x");
		assertThat(this.template.sendAsync(JoltMessage.of("t", "raw"))).isCompleted();
		assertThat(this.client.published.get(4).headers()).isEmpty();
	}

	@Test
	void anotherMapperMakesAllMessages() {
		List<Object> mapped = new ArrayList<>();
		this.template.setMessageMapper(new JoltMessageMapper() {
			@Override
			public JoltMessage toJolt(String topic, Message<?> message) {
				mapped.add(message.getPayload());
				return JoltMessage.of("mapped." + topic, String.valueOf(message.getPayload()));
			}

			@Override
			public Message<?> fromJolt(JoltMessage message) {
				throw new UnsupportedOperationException();
			}
		});
		this.template.convertAndSend("t", 1);
		this.template.send("t", new GenericMessage<>(2));
		assertThat(this.template.sendAsync("t", 3)).isCompleted();
		this.template.convertAndSend("t", 4, (message) -> message);
		this.template.setBeforePublishPostProcessors((message) -> message);
		this.template.convertAndSend("t", 5);
		assertThat(mapped).containsExactly(1, 2, 3, 4, 5);
		assertThat(this.client.published).allSatisfy((message) -> assertThat(message.topic()).isEqualTo("mapped.t"));
	}

	@Test
	void preferredConvertersAreAskedForEverythingButText() {
		MessageConverter csv = new MessageConverter() {
			@Override
			public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
				return (targetClass == Point.class) ? Point.parse((String) message.getPayload()) : null;
			}

			@Override
			public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
				return (payload instanceof Point || payload instanceof String) ? new GenericMessage<>("csv:" + payload)
						: null;
			}
		};
		this.template.setMessageConverter(JoltMessageConverters.create(List.of(csv), JoltMessageConverters.create()));
		this.template.convertAndSend("t", new Point(1, 2));
		this.template.convertAndSend("t", "text");
		this.template.convertAndSend("t", new Order("A-1"));
		assertThat(this.client.published).extracting(JoltMessage::data)
			.containsExactly("csv:1;2", "text", "{\"id\":\"A-1\"}");
		assertThat(this.template.getMessageConverter().fromMessage(new GenericMessage<>("3;4"), Point.class))
			.isEqualTo(new Point(3, 4));
		assertThat(
				this.template.getMessageConverter().fromMessage(new GenericMessage<>("{\"id\":\"A-2\"}"), Order.class))
			.isEqualTo(new Order("A-2"));
	}

	@Test
	void aFailureQuotesNoMoreThanTheBeginningOfThePayload() {
		this.client.publishAnswer = (message) -> CompletableFuture.failedFuture(new JoltNotSentException("away"));
		String large = "x\n".repeat(500_000);
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", large))
			.satisfies((ex) -> {
				assertThat(ex.toString()).hasSizeLessThan(2000).doesNotContain("\n");
				assertThat(Objects.requireNonNull(ex.getFailedMessage()).getPayload()).isEqualTo(large);
			});
		assertThat(this.template.sendAsync("orders", large)).failsWithin(1, TimeUnit.SECONDS)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(JoltNotSentException.class);
	}

	private JoltMessage sent() {
		assertThat(this.client.published).hasSize(1);
		return this.client.published.get(0);
	}

	record Order(String id) {
	}

	record Point(int x, int y) {

		static Point parse(String text) {
			String[] parts = text.split(";", -1);
			return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
		}

		@Override
		public String toString() {
			return this.x + ";" + this.y;
		}

	}

}
