package io.jolt.spring.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import io.jolt.client.PublishResult;
import io.jolt.spring.FakeJoltClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A template makes no message around a payload, unless somebody may want to see it. A
 * subclass may, so one that changes nothing shows what the long way would send.
 */
@SuppressWarnings("NullAway") // null is tried as well
class JoltTemplateWaysTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final JoltTemplate template = new JoltTemplate(this.client);

	static Stream<Object> payloads() {
		return Stream.of("text", "", "\u00e9 \"\n", "h\u00e9".getBytes(StandardCharsets.UTF_8),
				new byte[] { (byte) 0xff }, new Order("A-1", 3), List.of(new Order("A-1", 3)), 42, new Unwritable(),
				new GenericMessage<>("wrapped", Map.of("k", "v")));
	}

	@ParameterizedTest
	@MethodSource("payloads")
	void bothWaysSendTheSame(Object payload) {
		assertThat(outcome((template) -> template.sendAsync("orders", payload)))
			.isEqualTo(longOutcome((template) -> template.sendAsync("orders", payload)));
		if (!(payload instanceof Message)) {
			Message<?> message = MessageBuilder.withPayload(payload)
				.setHeader("k", "v")
				.setHeader("n", 7)
				.setHeader(MessageHeaders.CONTENT_TYPE, "text/x")
				.setHeader(JoltHeaders.RECEIVED_TOPIC, "origin")
				.build();
			assertThat(outcome((template) -> template.sendAsync("orders", message)))
				.isEqualTo(longOutcome((template) -> template.sendAsync("orders", message)));
		}
	}

	@Test
	void bothWaysFailOnAPayloadOrATopicThatIsNull() {
		assertThat(outcome((template) -> template.sendAsync("orders", (Object) null)))
			.contains(NullPointerException.class.getName());
		assertThat(longOutcome((template) -> template.sendAsync("orders", (Object) null)))
			.contains(NullPointerException.class.getName());
		assertThat(outcome((template) -> template.sendAsync(null, "text")))
			.isEqualTo(longOutcome((template) -> template.sendAsync(null, "text")));
	}

	@Test
	void aViewInTheHeadersDecidesWhatIsSent() {
		Message<?> message = MessageBuilder.withPayload(new Order("A-1", 3))
			.setHeader(AbstractMessageSendingTemplate.CONVERSION_HINT_HEADER, Public.class)
			.build();
		assertThat(this.template.sendAsync("orders", message)).isCompleted();
		assertThat(this.client.published.get(0).data()).isEqualTo("{\"id\":\"A-1\"}");
	}

	@Test
	void anOwnConverterIsAskedAlsoIfItCallsOurs() {
		this.template.setMessageConverter(new Shouting(JoltMessageConverters.create(JsonMapper.shared())));
		assertThat(this.template.sendAsync("chat", "hi")).isCompleted();
		assertThat(this.template.sendAsync("chat", new GenericMessage<>(new Order("a-1", 3)))).isCompleted();
		assertThat(this.client.published).extracting((message) -> message.data())
			.containsExactly("HI", "{\"ID\":\"A-1\",\"QUANTITY\":3}");
	}

	@Test
	void anOwnConverterIsNotAskedAnyMoreWhenOursIsSetAgain() {
		this.template.setMessageConverter(new Shouting(JoltMessageConverters.create()));
		this.template.setMessageConverter(JoltMessageConverters.create());
		assertThat(this.template.sendAsync("chat", "hi")).isCompleted();
		assertThat(this.client.published.get(0).data()).isEqualTo("hi");
	}

	@Test
	void anOwnHeaderMapperSeesWhatTheConverterHasAdded() {
		List<MessageHeaders> seen = new ArrayList<>();
		this.template.setHeaderMapper(new DefaultJoltHeaderMapper() {
			@Override
			public Map<String, String> fromHeaders(MessageHeaders headers) {
				seen.add(headers);
				return Map.of("type", String.valueOf(headers.get(MessageHeaders.CONTENT_TYPE)));
			}
		});
		assertThat(this.template.sendAsync("orders", new Order("A-1", 3))).isCompleted();
		assertThat(this.template.sendAsync("orders", new GenericMessage<>(new Order("A-1", 3)))).isCompleted();
		assertThat(this.client.published)
			.allSatisfy((message) -> assertThat(message.headers()).isEqualTo(Map.of("type", "application/json")));
		assertThat(seen).hasSize(2).allSatisfy((headers) -> assertThat(headers.getId()).isNotNull());
	}

	@Test
	void aSubclassMayChangeWhatIsConverted() {
		JoltTemplate marking = new JoltTemplate(this.client) {
			@Override
			protected Message<?> doConvert(Object payload, @Nullable Map<String, Object> headers,
					@Nullable MessagePostProcessor postProcessor) {
				return new GenericMessage<>("marked " + payload, Map.of("marked", true));
			}
		};
		assertThat(marking.sendAsync("chat", "hi")).isCompleted();
		assertThat(this.client.published.get(0).data()).isEqualTo("marked hi");
		assertThat(this.client.published.get(0).headers()).isEqualTo(Map.of("marked", "true"));
	}

	private String outcome(Function<JoltTemplate, CompletableFuture<PublishResult>> call) {
		return outcome(this.template, call);
	}

	private String longOutcome(Function<JoltTemplate, CompletableFuture<PublishResult>> call) {
		return outcome(new JoltTemplate(this.client) {
		}, call);
	}

	private String outcome(JoltTemplate sender, Function<JoltTemplate, CompletableFuture<PublishResult>> call) {
		this.client.published.clear();
		String result = call.apply(sender)
			.handle((answer, ex) -> (ex != null) ? ex.getClass().getName() + ": " + ex.getMessage() : "sent")
			.join();
		return result + " " + this.client.published;
	}

	interface Public {

	}

	interface Internal {

	}

	record Order(@JsonView(Public.class) String id, @JsonView(Internal.class) int quantity) {
	}

	static class Unwritable {

		@JsonProperty
		String text() {
			throw new IllegalStateException("no text");
		}

	}

	private record Shouting(MessageConverter converter) implements MessageConverter {

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
			return this.converter.fromMessage(message, targetClass);
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			Message<?> message = this.converter.toMessage(payload, headers);
			return new GenericMessage<>(message.getPayload().toString().toUpperCase(Locale.ROOT), message.getHeaders());
		}

	}

}
