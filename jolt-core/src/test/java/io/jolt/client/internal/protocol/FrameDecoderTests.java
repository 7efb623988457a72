package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FrameDecoderTests {

	private final FrameDecoder decoder = new FrameDecoder();

	@ParameterizedTest
	@ValueSource(strings = { "{\"ok\":true}", "{\"ok\": true}", " { \"ok\" : true } ", "{\"ok\":true,\"id\":7}",
			"{\"id\":[{}],\"ok\":true}", "{\"\\u006fk\":true}", "{\"ok\":true,\"topic\":\"t\"}",
			"{\"ok\":true,\"data\":\"d\"}", "{\"ok\":true,\"error\":null}" })
	void okTrueIsAnAnswer(String line) {
		assertThat(decode(line)).isEqualTo(new Answer(true, null, null));
	}

	@Test
	void okFalseIsAnError() {
		assertThat(decode("{\"ok\":false,\"error\":\"invalid_topic: empty\"}"))
			.isEqualTo(error("invalid_topic: empty"));
		assertThat(decode("{\"error\":\"no\",\"ok\":false,\"topic\":\"t\"}")).isEqualTo(error("no"));
	}

	@Test
	void anErrorWithoutATextIsStillAnError() {
		assertThat(decode("{\"ok\":false}")).isEqualTo(error("Unknown error"));
		assertThat(decode("{\"ok\":false,\"error\":null}")).isEqualTo(error("Unknown error"));
		assertThat(decode("{\"ok\":false,\"error\":{\"code\":1}}")).isEqualTo(error("{\"code\":1}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"topic\":\"t\",\"data\":\"d\"}", "{\"topic\": \"t\", \"data\": \"d\"}",
			"{\"data\":\"d\",\"topic\":\"t\"}", "{\"topic\":\"t\",\"data\":\"d\",\"ok\":true}",
			"{\"ok\":false,\"topic\":\"t\",\"data\":\"d\"}", "{\"ok\":\"yes\",\"topic\":\"t\",\"data\":\"d\"}",
			"{\"topic\":\"t\",\"data\":\"d\",\"headers\":{}}", "{\"topic\":\"t\",\"data\":\"d\",\"headers\":null}",
			"{\"topic\":\"t\",\"data\":\"d\",\"headers\":[\"a\"]}",
			"{\"topic\":\"t\",\"data\":\"d\",\"headers\":{\"a\":1}}",
			"{\"topic\":\"t\",\"data\":\"d\",\"id\":1e999999999}", "{\"topic\":\"t\",\"data\":\"\\u0064\"}" })
	void topicAndDataMakeADelivery(String line) {
		assertThat(decode(line)).isEqualTo(new Delivery("t", "d", Map.of(), line.length()));
	}

	@Test
	void aDeliveryBringsItsHeadersInTheirOrder() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("z", "1");
		headers.put("a", "\u00e9");
		String line = "{\"topic\":\"t\",\"data\":\"d\",\"headers\":{\"z\":\"1\",\"a\":\"\\u00e9\"}}";
		Delivery delivery = (Delivery) decode(line);
		assertThat(delivery.headers()).containsExactlyEntriesOf(headers);
		Delivery lenient = (Delivery) decode(
				"{\"topic\":\"t\",\"data\":\"d\",\"headers\":{\"n\":7,\"z\":\"1\",\"o\":{\"x\":\"y\"},\"a\":\"\u00e9\"}}");
		assertThat(lenient.headers()).containsExactlyEntriesOf(headers);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> delivery.headers().put("x", "y"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> lenient.headers().put("x", "y"));
	}

	@Test
	void aHeaderThatComesTwiceHarmsNobody() {
		Delivery delivery = (Delivery) decode("{\"topic\":\"t\",\"data\":\"d\",\"headers\":{\"a\":\"1\",\"a\":\"2\"}}");
		assertThat(delivery.headers()).containsExactly(Map.entry("a", "2"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "null", "true", "0", "-12.50e+3",
			"[ 1 , {\"a\" : \"\u00e9\\u00e9\"} ]", "{}", "{\"a\": [\"]}\", 1.0]}" })
	void dataThatIsNoStringIsDeliveredAsItsJsonText(String json) {
		for (String line : new String[] { "{\"topic\":\"t\",\"data\":" + json + "}",
				"{\"topic\":\"t\",\"data\": " + json + " ,\"id\":1}", "{ \"data\" :" + json + ",\"topic\":\"t\"}" }) {
			assertThat(((Delivery) decode(line)).data()).as(line).isEqualTo(json);
		}
	}

	@Test
	void dataIsUnescaped() {
		Delivery delivery = (Delivery) decode("{\"topic\":\"\\u0074\",\"data\":"
				+ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00E9\\uffff\\uD83D\\ude00 \u2028\ud83d\ude00\"}");
		assertThat(delivery.topic()).isEqualTo("t");
		assertThat(delivery.data()).isEqualTo("\"\\/\b\f\n\r\t\u0000\u00e9\uffff\ud83d\ude00 \u2028\ud83d\ude00");
	}

	@Test
	void aReplacementCharacterIsACharacter() {
		assertThat(((Delivery) decode("{\"topic\":\"t\",\"data\":\"\ufffd\\n\"}")).data()).isEqualTo("\ufffd\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ude00\\ude00", "\\ud83d\\ud83d\\ude00",
			"\\ud83dx", "\\ud83d\\n" })
	void aLoneSurrogateIsDeliveredAsItCame(String escaped) {
		String expected = escaped.replace("\\ud83d", "\ud83d").replace("\\ude00", "\ude00").replace("\\n", "\n");
		assertThat(((Delivery) decode("{\"topic\":\"t\",\"data\":\"" + escaped + "\"}")).data()).isEqualTo(expected);
	}

	@Test
	void aLineIsReadWhereverItStandsInItsArray() {
		byte[] bytes = bytes("xx{\"topic\":\"t\",\"data\":\"d\"}yy");
		assertThat(this.decoder.decode(bytes, 2, bytes.length - 4))
			.isEqualTo(new Delivery("t", "d", Map.of(), bytes.length - 4));
	}

	@Test
	void aBrokerSaysWhatItCanDo() {
		Answer answer = (Answer) decode("{\"ok\":true,\"broker\":\"NAME/1\",\"version\":1,"
				+ "\"features\":[\"publish-ack\",7,\"patterns\"],\"max_line\":1048576}");
		assertThat(answer.ok()).isTrue();
		assertThat(answer.hello())
			.isEqualTo(new BrokerHello("NAME/1", 1, Set.of("publish-ack", "patterns"), 1048576, null));
	}

	@Test
	void extraFieldsThatOnlyLookLikeAHelloAreIgnored() {
		assertThat(decode("{\"ok\":true,\"version\":\"1.0\",\"broker\":\"x\"}")).isEqualTo(Answer.OK);
		assertThat(decode("{\"ok\":true,\"version\":1,\"broker\":{}}")).isEqualTo(Answer.OK);
		assertThat(((Answer) decode("{\"ok\":true,\"version\":1,\"broker\":\"x\",\"max_line\":-1,\"features\":\"y\"}"))
			.hello()).isEqualTo(new BrokerHello("x", 1, Set.of(), Integer.MAX_VALUE, null));
		assertThat(((Answer) decode("{\"ok\":true,\"version\":1,\"broker\":\"x\",\"max_line\":99999999999}")).hello())
			.isEqualTo(new BrokerHello("x", 1, Set.of(), Integer.MAX_VALUE, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"ok\":1}", "{\"ok\":\"true\"}", "{\"ok\":null}", "{\"ok\":[]}",
			"{\"topic\":\"t\"}", "{\"data\":\"d\"}", "{\"topic\":7,\"data\":\"d\"}", "{\"topic\":null,\"data\":\"d\"}",
			"[]", "true", "7", "\"ok\"", "[{\"ok\":true}]", "null" })
	void whatNoBrokerSaysIsRefused(String line) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(line))
			.withMessageContaining("'" + line + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"ok\":tru", "{\"ok\":true", "{\"ok\":true}}", "{\"ok\":true}{\"ok\":true}",
			"{\"ok\":true} x", "{\"ok\":true,}", "{\"ok\":True}", "{'ok':true}", "{ok:true}", "{\"ok\":true}/*x*/",
			"{\"ok\":true,\"ok\":true}", "{\"topic\":\"t\",\"data\":\"d\",\"data\":\"d\"}",
			"{\"topic\":\"t\",\"topic\":\"t\",\"data\":\"d\"}",
			"{\"topic\":\"t\",\"headers\":{},\"headers\":{},\"data\":\"d\"}",
			"{\"ok\":true,\"topic\":\"t\",\"ok\":true,\"data\":\"d\"}",
			"{\"topic\":\"t\",\"\\u0074opic\":\"t\",\"data\":\"d\"}",
			"{\"topic\":\"t\",\"data\":\"d\",\"x\":1,\"x\":1}", "{\"topic\":\"t\",\"data\":\"d}",
			"{\"topic\":\"t\",\"data\":\"\\x\"}", "{\"topic\":\"t\",\"data\":\"\\u00g0\"}",
			"{\"topic\":\"t\",\"data\":\"\\u00\"}", "{\"topic\":\"t\",\"data\":\"\t\"}",
			"{\"topic\":\"t\" \"data\":\"d\"}", "{\"topic\":\"t\",\"data\":NaN}", "{\"topic\":\"t\",\"data\":01}",
			"\ufeff{\"ok\":true}", "hello", "{\"topic\":\"t\",\"data\":\"d\",\"headers\":{\"a\":\"b\"}", "" })
	void malformedJsonIsRefused(String line) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(line))
			.satisfies((ex) -> assertThat(ex.isHttp()).isFalse());
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 65 })
	void nestingIsLimited(int depth) {
		int inner = depth - 1;
		String line = "{\"ok\":true,\"x\":" + "[".repeat(inner) + "]".repeat(inner) + "}";
		if (depth <= 64) {
			assertThat(decode(line)).isEqualTo(Answer.OK);
		}
		else {
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(line));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 101 })
	void numbersAreLimited(int digits) {
		String line = "{\"topic\":\"t\",\"data\":" + "1".repeat(digits) + "}";
		if (digits <= 100) {
			assertThat(((Delivery) decode(line)).data()).hasSize(digits);
		}
		else {
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(line));
		}
	}

	@Test
	void invalidUtf8IsRefused() {
		int[][] sequences = { { 0x80 }, { 0xC3 }, { 0xC0, 0xAF }, { 0xE0, 0x80, 0xAF }, { 0xED, 0xA0, 0x80 },
				{ 0xF0, 0x80, 0x80, 0xAF }, { 0xF4, 0x90, 0x80, 0x80 }, { 0xF8, 0x88, 0x80, 0x80, 0x80 }, { 0xFF } };
		for (int[] sequence : sequences) {
			for (String before : new String[] { "", "\\n", "\\u00e9" }) {
				byte[] line = withBytes("{\"topic\":\"t\",\"data\":\"" + before, sequence, "\"}");
				assertThatExceptionOfType(ProtocolException.class)
					.isThrownBy(() -> this.decoder.decode(line, 0, line.length))
					.withMessageContaining("not UTF-8");
			}
			byte[] unknown = withBytes("{\"ok\":true,\"x\":\"", sequence, "\"}");
			assertThatExceptionOfType(ProtocolException.class)
				.isThrownBy(() -> this.decoder.decode(unknown, 0, unknown.length));
		}
	}

	@Test
	void thePageOfAWebServerThatKnowsOnlyOldHttpIsRecognized() {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode("<!doctype HTML>"))
			.satisfies((ex) -> assertThat(ex.isHttp()).isTrue());
	}

	@Test
	void httpIsRecognized() {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode("HTTP/1.1 400 Bad Request"))
			.withMessageContaining("HTTP/1.1 400")
			.satisfies((ex) -> assertThat(ex.isHttp()).isTrue());
	}

	@Test
	void whatIsQuotedIsEscapedAndShort() {
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> decode("\u001b[31mred\r\u202e" + "\u00e9".repeat(10_000)))
			.withMessageContaining("\\u001b[31mred\\r\\u202e")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500).doesNotContainPattern("\\p{Cntrl}"));
	}

	@Test
	void aBigStringLeavesNoBigBufferBehind() {
		String data = "\u00e9\n".repeat(300_000);
		byte[] line = bytes("{\"topic\":\"t\",\"data\":\"" + "\u00e9\\n".repeat(300_000) + "\"}");
		assertThat(((Delivery) this.decoder.decode(line, 0, line.length)).data()).isEqualTo(data);
		assertThat(((Delivery) decode("{\"topic\":\"t\",\"data\":\"\\n\"}")).data()).isEqualTo("\n");
	}

	private InboundFrame decode(String line) {
		byte[] bytes = bytes(line);
		return this.decoder.decode(bytes, 0, bytes.length);
	}

	private static Answer error(String error) {
		return new Answer(false, error, null);
	}

	private static byte[] withBytes(String before, int[] middle, String after) {
		byte[] start = bytes(before);
		byte[] end = bytes(after);
		byte[] result = new byte[start.length + middle.length + end.length];
		System.arraycopy(start, 0, result, 0, start.length);
		for (int i = 0; i < middle.length; i++) {
			result[start.length + i] = (byte) middle[i];
		}
		System.arraycopy(end, 0, result, start.length + middle.length, end.length);
		return result;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
