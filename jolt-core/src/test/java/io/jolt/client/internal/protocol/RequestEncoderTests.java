package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import io.jolt.client.JoltNotSentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestEncoderTests {

	private final RequestEncoder escaping = new RequestEncoder(true);

	private final RequestEncoder utf8 = new RequestEncoder(false);

	@Test
	void eachRequestIsOneLine() {
		assertThat(text(this.escaping.hello("jolt/1", false))).isEqualTo("""
				{"op":"hello","version":1,"client":"jolt/1","sized_data":true}
				""");
		assertThat(text(this.escaping.auth("app", "secret"))).isEqualTo("""
				{"op":"auth","user":"app","pass":"secret"}
				""");
		assertThat(text(this.escaping.subscribe("chat.general", false, null))).isEqualTo("""
				{"op":"sub","topic":"chat.general"}
				""");
		assertThat(text(this.escaping.subscribe("chat.*", true, null))).isEqualTo("""
				{"op":"sub","topic":"chat.*","pattern":true}
				""");
		assertThat(text(this.escaping.subscribe("chat.>", true, "desk"))).isEqualTo("""
				{"op":"sub","topic":"chat.>","pattern":true,"group":"desk"}
				""");
		assertThat(text(this.escaping.unsubscribe("chat", false, "\u00e9"))).isEqualTo("""
				{"op":"unsub","topic":"chat","group":"\\u00e9"}
				""");
		assertThat(text(this.escaping.unsubscribe("chat.general", false, null))).isEqualTo("""
				{"op":"unsub","topic":"chat.general"}
				""");
		assertThat(text(this.escaping.unsubscribe("chat.>", true, null))).isEqualTo("""
				{"op":"unsub","topic":"chat.>","pattern":true}
				""");
		assertThat(text(this.escaping.publish("chat.general", "hello", Map.of()))).isEqualTo("""
				{"op":"pub","topic":"chat.general","data":"hello"}
				""");
		assertThat(text(this.escaping.ping())).isEqualTo("""
				{"op":"ping"}
				""");
	}

	@Test
	void headersKeepTheirOrder() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("z", "1");
		headers.put("a \"quoted\" name", "2\n");
		assertThat(text(this.escaping.publish("t", "d", headers))).isEqualTo("""
				{"op":"pub","topic":"t","data":"d","headers":{"z":"1","a \\"quoted\\" name":"2\\n"}}
				""");
	}

	@Test
	void whatJsonRequiresIsEscaped() {
		assertThat(data(this.utf8, "\"\\/\b\t\n\f\r\u0000\u001f\u007f"))
			.isEqualTo("\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u007f");
	}

	@Test
	void outsideAsciiIsEscapedOnRequest() {
		String text = "\u0080\u00e9\u07ff\u0800\u2028\ufeff\uffff\ud83d\ude00";
		assertThat(data(this.escaping, text))
			.isEqualTo("\\u0080\\u00e9\\u07ff\\u0800\\u2028\\ufeff\\uffff\\ud83d\\ude00");
		assertThat(data(this.utf8, text)).isEqualTo(text);
	}

	@Test
	void everyCharacterSurvives() {
		for (RequestEncoder encoder : new RequestEncoder[] { this.escaping, this.utf8 }) {
			StringBuilder text = new StringBuilder();
			for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
				if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
					text.append('a').appendCodePoint(codePoint);
				}
				if (text.length() > 1_000 || codePoint == Character.MAX_CODE_POINT) {
					assertThat(published(encoder, text.toString())).as("up to U+%04X", codePoint)
						.isEqualTo(text.toString());
					text.setLength(0);
				}
			}
		}
	}

	@Test
	void randomTextsSurvive() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 5_000; i++) {
			String text = RandomText.of(random, random.nextInt(200));
			assertThat(published(this.escaping, text)).as("seed %d, text %d", seed, i).isEqualTo(text);
			assertThat(published(this.utf8, text)).as("seed %d, text %d", seed, i).isEqualTo(text);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud83d", "\ude00", "x\ud83d", "\ud83dx", "\ude00\ud83d", "\ud83d\ud83d\ude00" })
	void aLoneSurrogateIsNotSent(String text) {
		for (RequestEncoder encoder : new RequestEncoder[] { this.escaping, this.utf8 }) {
			assertThatExceptionOfType(JoltNotSentException.class)
				.isThrownBy(() -> encoder.publish("chat.general", text, Map.of()))
				.withMessageContaining("'chat.general'")
				.withMessageContaining("the data has a lone surrogate");
			assertThatExceptionOfType(JoltNotSentException.class)
				.isThrownBy(() -> encoder.publish("t", "d", Collections.singletonMap("name", text)))
				.withMessageContaining("the header value has a lone surrogate");
			assertThatExceptionOfType(JoltNotSentException.class)
				.isThrownBy(() -> encoder.publish("t", "d", Collections.singletonMap(text, "value")))
				.withMessageContaining("the header name has a lone surrogate");
			assertThatExceptionOfType(JoltNotSentException.class).isThrownBy(() -> encoder.subscribe(text, false, null))
				.withMessageContaining("the topic has a lone surrogate")
				.satisfies((ex) -> assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(ex.getMessage())).isTrue());
		}
	}

	@Test
	void aRefusedPasswordIsNotRepeated() {
		assertThatExceptionOfType(JoltNotSentException.class)
			.isThrownBy(() -> this.escaping.auth("app", "sentinel\ud83d"))
			.withMessageContaining("the password has a lone surrogate")
			.withMessageNotContaining("sentinel");
	}

	private static String published(RequestEncoder encoder, String text) {
		// the other half of the codec reads the same string syntax
		byte[] line = encoder.publish(text, text, Map.of(text, text));
		String delivery = text(line).replaceFirst("\"op\":\"pub\",", "");
		byte[] bytes = delivery.getBytes(StandardCharsets.UTF_8);
		InboundFrame frame = JsonFrameReader.read(bytes, 0, bytes.length);
		assertThat(frame).isEqualTo(new Delivery(text, text, Map.of(text, text), bytes.length));
		return ((Delivery) frame).data();
	}

	private static String data(RequestEncoder encoder, String data) {
		String line = text(encoder.publish("t", data, Map.of()));
		return line.substring("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"".length(), line.length() - "\"}\n".length());
	}

	private static String text(byte[] line) {
		return new String(line, StandardCharsets.UTF_8);
	}

}
