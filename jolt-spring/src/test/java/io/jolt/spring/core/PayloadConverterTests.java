package io.jolt.spring.core;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Beside a converter that is put together of Spring's own: what one makes, the other
 * makes too, and where one fails, so does the other, in the same words.
 */
@SuppressWarnings("NullAway") // of a converter null is asked for, and may come
class PayloadConverterTests {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private final PayloadConverter converter = (PayloadConverter) JoltMessageConverters.create(MAPPER);

	private final SmartMessageConverter reference = reference();

	private static SmartMessageConverter reference() {
		JacksonJsonMessageConverter json = new JacksonJsonMessageConverter(MAPPER);
		json.setContentTypeResolver(null);
		json.setSerializedPayloadClass(String.class);
		return new CompositeMessageConverter(
				List.of(new TextMessageConverter(), new Utf8BytesMessageConverter(), json));
	}

	static Stream<Object> payloads() {
		return Stream.of("text", "", "say \"hi\" \u00e9\ud83d\ude00", "h\u00e9llo".getBytes(StandardCharsets.UTF_8),
				new byte[0], new byte[] { 'a', (byte) 0xff }, new Order("A-1", 3), new Order(null, 0),
				List.of(new Order("A-1", 3)), Map.of("k", List.of(1, 2)), 42, 1.5, true, 'c', Optional.of("present"),
				Optional.empty(), new int[] { 1, 2 }, Colour.RED, new Unwritable(),
				MAPPER.readTree("{\"a\":[1,null]}"));
	}

	@ParameterizedTest
	@MethodSource("payloads")
	void aPayloadIsWrittenAsBySpringsConverters(Object payload) {
		String expected = outcome(() -> this.reference.toMessage(payload, null).getPayload());
		assertThat(outcome(() -> this.converter.toText(payload))).isEqualTo(expected);
		assertThat(outcome(() -> this.converter.toMessage(payload, null).getPayload())).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("payloads")
	void aPayloadWithHeadersBecomesTheMessageThatSpringsConvertersMake(Object payload) {
		MessageHeaders headers = new MessageHeaders(Map.of("k", "v"));
		String expected = outcome(() -> described(this.reference.toMessage(payload, headers)));
		assertThat(outcome(() -> described(this.converter.toMessage(payload, headers)))).isEqualTo(expected);
		assertThat(outcome(() -> described(this.converter.toMessage(payload, headers, null)))).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("payloads")
	void aViewDecidesWhatIsWritten(Object payload) {
		String expected = outcome(() -> this.reference.toMessage(payload, null, Public.class).getPayload());
		assertThat(outcome(() -> this.converter.toMessage(payload, null, Public.class).getPayload()))
			.isEqualTo(expected);
	}

	@Test
	void aPayloadThatIsNullIsRefusedAndNotWrittenAsJson() {
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> this.reference.toMessage(null, null));
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> this.converter.toMessage(null, null));
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> this.converter.toText(null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"order_id\":\"A-1\",\"quantity\":3}", "[{\"order_id\":\"A-1\",\"quantity\":3}]", "42",
			"\"quoted\"", "null", "", " ", "{", "{} {}", "plain text", "h\u00e9" })
	void aTextIsReadAsBySpringsConvertersForEachParameter(String text) {
		Method method = Arrays.stream(Targets.class.getDeclaredMethods()).findFirst().orElseThrow();
		for (int index = 0; index < method.getParameterCount(); index++) {
			MethodParameter parameter = new MethodParameter(method, index);
			Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
			for (Message<String> message : List.of(new GenericMessage<>(text),
					new GenericMessage<>(text, Map.of(MessageHeaders.CONTENT_TYPE, "text/plain")))) {
				assertThat(outcome(() -> this.converter.fromMessage(message, type, parameter))).as(parameter.toString())
					.isEqualTo(outcome(() -> this.reference.fromMessage(message, type, parameter)));
				assertThat(outcome(() -> this.converter.fromMessage(message, type)))
					.isEqualTo(outcome(() -> this.reference.fromMessage(message, type)));
			}
		}
	}

	@Test
	void nothingIsAddedThatWouldNotBeAsked() {
		assertThat(this.converter.getConverters()).hasSize(3);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.converter.getConverters().add(0, new TextMessageConverter()));
	}

	private static String described(Message<?> message) {
		Map<String, Object> headers = new TreeMap<>(message.getHeaders());
		headers.keySet().removeAll(List.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP));
		return message.getPayload() + " " + headers;
	}

	private static String outcome(Callable<@Nullable Object> conversion) {
		try {
			Object result = conversion.call();
			return (result instanceof byte[] bytes) ? "bytes " + Arrays.toString(bytes)
					: ((result != null) ? result.getClass().getSimpleName() + " " : "") + result;
		}
		catch (Exception ex) {
			Throwable cause = ex.getCause();
			return ex.getClass().getName() + ": " + ex.getMessage()
					+ ((cause != null) ? " <- " + cause.getClass().getName() : "");
		}
	}

	interface Public {

	}

	interface Internal {

	}

	record Order(@JsonView(Public.class) @Nullable String orderId, @JsonView(Internal.class) int quantity) {
	}

	enum Colour {

		RED

	}

	static class Unwritable {

		@JsonProperty
		String text() {
			throw new IllegalStateException("no text");
		}

	}

	static class Targets {

		@SuppressWarnings("unused")
		void on(String text, byte[] bytes, Order order, Optional<Order> optional, List<Order> list,
				Message<Order> message, @JsonView(Public.class) Order view, int number, Integer boxed, JsonNode tree,
				Object any, CharSequence chars, Colour colour, Map<String, Object> map) {
		}

	}

}
