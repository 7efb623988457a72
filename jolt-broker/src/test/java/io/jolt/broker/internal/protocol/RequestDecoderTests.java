package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestDecoderTests {

	private final RequestDecoder decoder = new RequestDecoder();

	@ParameterizedTest
	@MethodSource
	void acceptsWhatIsARequest(String line, Operation operation) {
		Request request = decode(line);
		assertThat(request.error()).isNull();
		assertThat(request.operation()).isEqualTo(operation);
	}

	static Stream<Arguments> acceptsWhatIsARequest() {
		return Stream.of(Arguments.of("{\"op\":\"ping\"}", Operation.PING),
				Arguments.of("{\"op\": \"ping\"}", Operation.PING),
				Arguments.of(" \t{ \"op\" \r:\t\"ping\" } ", Operation.PING),
				Arguments.of("{\"\\u006fp\":\"p\\u0069ng\"}", Operation.PING),
				Arguments.of("{\"x\":{\"op\":\"no\",\"op\":[1,{}]},\"op\":\"ping\"}", Operation.PING),
				Arguments.of(
						"{\"op\":\"ping\",\"x\":1e999999999,\"y\":-0.5E+7,\"z\":[],\"\":null,\"t\":true,\"f\":false}",
						Operation.PING),
				Arguments.of("{\"op\":\"ping\",\"topic\":7,\"data\":[]}", Operation.PING),
				Arguments.of("{\"op\":\"hello\",\"version\":1,\"client\":\"x/1\"}", Operation.HELLO),
				Arguments.of("{\"op\":\"sub\",\"topic\":\"t\"}", Operation.SUBSCRIBE),
				Arguments.of("{\"topic\":\"t\",\"op\":\"unsub\"}", Operation.UNSUBSCRIBE),
				Arguments.of("{\"op\":\"sub\",\"topic\":\"a.*.>\",\"pattern\":true}", Operation.SUBSCRIBE),
				Arguments.of("{\"op\":\"sub\",\"topic\":\"a..>b*\",\"pattern\":false}", Operation.SUBSCRIBE),
				Arguments.of("{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"desk\"}", Operation.SUBSCRIBE),
				Arguments.of("{\"group\":\"\\ud83d\\ude00 *\",\"op\":\"unsub\",\"topic\":\"a.*\",\"pattern\":true}",
						Operation.UNSUBSCRIBE),
				Arguments.of("{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"" + "\u00e9".repeat(32) + "\"}",
						Operation.SUBSCRIBE),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\",\"group\":7}", Operation.PUBLISH),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\",\"count\":true}", Operation.PUBLISH),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"count\":false,\"data\":\"\"}", Operation.PUBLISH),
				Arguments.of("{\"op\":\"sub\",\"topic\":\"t\",\"count\":7}", Operation.SUBSCRIBE),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\"}", Operation.PUBLISH),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\\ud83d\\ude00 \\u0000 \u2028 \u00e9\"}",
						Operation.PUBLISH),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"headers\":{}}", Operation.PUBLISH),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"headers\":{\"a\":\"\",\"b\" : \"c\"}}",
						Operation.PUBLISH),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"headers\":" + headers(64, 1, 1) + "}",
						Operation.PUBLISH),
				Arguments.of(
						"{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"headers\":" + headers(1, 128, 16256) + "}",
						Operation.PUBLISH),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"" + "x".repeat(256) + "\",\"data\":\"d\"}",
						Operation.PUBLISH),
				Arguments.of("{\"op\":\"pub\",\"topic\":\"" + "\u00e9".repeat(128) + "\",\"data\":\"d\"}",
						Operation.PUBLISH),
				Arguments.of("{\"op\":\"ping\",\"x\":" + "[".repeat(63) + "]".repeat(63) + "}", Operation.PING),
				Arguments.of("{\"op\":\"ping\",\"x\":" + "{\"a\":".repeat(63) + "1" + "}".repeat(63) + "}",
						Operation.PING),
				Arguments.of("{\"op\":\"ping\",\"x\":" + "9".repeat(100) + "}", Operation.PING),
				Arguments.of("{\"op\":\"ping\",\"x\":\"\\ud800\"}", Operation.PING),
				Arguments.of("{\"op\":\"auth\",\"user\":\"\",\"pass\":\"\"}", Operation.AUTHENTICATE));
	}

	@ParameterizedTest
	@MethodSource
	void refusesWhatIsNone(String line, ErrorCode code) {
		Request request = decode(line);
		assertThat(request.error()).isNotNull();
		assertThat(String.valueOf(request.error())).startsWith("{\"ok\":false,\"error\":\"" + code.text())
			.matches(".*\"" + code.text() + "(: [^\"]+)?\"}");
		assertThat(request.isClosing()).isFalse();
	}

	static Stream<Arguments> refusesWhatIsNone() {
		String pub = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"headers\":";
		return Stream.concat(refusedGroupsAndCounts(), refusedOtherwise(pub));
	}

	private static Stream<Arguments> refusedGroupsAndCounts() {
		Stream<String> groups = Stream.of("null", "7", "true", "[]", "{}", "\"\"", "\".\"", "\"a.b\"", "\"a\\nb\"",
				"\"\\u0000\"", "\"\\u0085\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"" + "x".repeat(65) + "\"",
				"\"" + "\u00e9".repeat(32) + "x\"");
		Stream<String> counts = Stream.of("null", "1", "\"true\"", "[]", "{}");
		return Stream.concat(
				groups.flatMap((group) -> Stream.of("\"sub\"", "\"unsub\"", "\"sub\",\"pattern\":true")
					.map((op) -> Arguments.of("{\"op\":" + op + ",\"topic\":\"t\",\"group\":" + group + "}",
							ErrorCode.INVALID_GROUP))),
				counts.map((count) -> Arguments.of(
						"{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"count\":" + count + "}",
						ErrorCode.INVALID_REQUEST)));
	}

	private static Stream<Arguments> refusedOtherwise(String pub) {
		return Stream
			.concat(Stream
				.of("x", "[]", "1", "\"op\"", "null", "{", "{\"op\"", "{\"op\":", "{\"op\":\"ping\"",
						"{\"op\":\"ping\",}", "{\"op\":\"ping\"}}", "{\"op\":\"ping\"} {}", "{\"op\":\"ping\"}x",
						"{\"op\":\"ping\",\"op\":\"ping\"}", "{\"op\":\"ping\",\"\\u006fp\":\"ping\"}",
						"{\"op\":\"ping\",\"x\":1,\"x\":1}", "{\"op\":\"ping\",\"x\":1,\"\\u0078\":1}", "{'op':'ping'}",
						"{op:\"ping\"}", "{\"op\":\"ping\"/**/}", "{\"op\":\"ping\",\"x\":NaN}",
						"{\"op\":\"ping\",\"x\":01}", "{\"op\":\"ping\",\"x\":1.}", "{\"op\":\"ping\",\"x\":+1}",
						"{\"op\":\"ping\",\"x\":.5}", "{\"op\":\"ping\",\"x\":-}", "{\"op\":\"ping\",\"x\":1e}",
						"{\"op\":\"ping\",\"x\":tru}", "{\"op\":\"ping\",\"x\":truex}", "{\"op\":\"ping\",\"x\":[1,]}",
						"{\"op\":\"ping\",\"x\":[}]}", "{\"op\":\"ping\",\"x\":{\"a\"}}", "{\"op\":\"ping\",\"x\":{,}}",
						"{\"op\":\"p\\ing\"}", "{\"op\":\"\\u00g0\"}", "{\"op\":\"\\u00\"}", "{\"op\":\"a\tb\"}",
						"{\"op\":\"ping\u0000\"}", "\u0000{\"op\":\"ping\"}", "\ufeff{\"op\":\"ping\"}",
						"{\"op\":\"ping\"\u00a0}", "{\"op\":\"ping\",\"x\":" + "[".repeat(64) + "]".repeat(64)
								+ "}",
						"{\"op\":\"ping\",\"x\":" + "9".repeat(101) + "}",
						"{\"op\":\"ping\",\"x\":" + "9".repeat(10_000) + "}")
				.map((line) -> Arguments.of(line, ErrorCode.INVALID_JSON)),
					Stream.of(Arguments.of("{}", ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":null}", ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":7}", ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":[\"ping\"]}", ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":\"\"}", ErrorCode.UNKNOWN_OP),
							Arguments.of("{\"op\":\"PING\"}", ErrorCode.UNKNOWN_OP),
							Arguments.of("{\"op\":\"\\ud800\"}", ErrorCode.UNKNOWN_OP),
							Arguments.of("{\"op\":\"p\u0131ng\"}", ErrorCode.UNKNOWN_OP),
							Arguments.of("{\"op\":\"sub\"}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":null}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":1}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":{}}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"\"}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"" + "x".repeat(257) + "\"}",
									ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"" + "\u20ac".repeat(85) + "xx\"}",
									ErrorCode.INVALID_TOPIC),
							Arguments.of(
									"{\"op\":\"sub\",\"topic\":\"" + "\\ud83d\\ude00".repeat(64) + "x\"}",
									ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"a\\nb\"}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"a\u007f\"}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"a\u0085\"}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"\\ud800\"}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"\\udc00\\ud800\"}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"unsub\",\"topic\":\"\"}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"t\",\"pattern\":1}", ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"t\",\"pattern\":null}",
									ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"t\",\"pattern\":\"true\"}",
									ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"a..b\",\"pattern\":true}",
									ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"a.>.b\",\"pattern\":true}",
									ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"a.b*\",\"pattern\":true}",
									ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\"a.>>\",\"pattern\":true}",
									ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"topic\":\".\",\"pattern\":true}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"sub\",\"pattern\":true}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"pub\",\"topic\":\"\",\"data\":7}", ErrorCode.INVALID_TOPIC),
							Arguments.of("{\"op\":\"pub\",\"topic\":\"t\"}", ErrorCode.INVALID_DATA),
							Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":null}", ErrorCode.INVALID_DATA),
							Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":{}}", ErrorCode.INVALID_DATA),
							Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\\ud83d\"}",
									ErrorCode.INVALID_DATA),
							Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\\ud83dx\\ude00\"}",
									ErrorCode.INVALID_DATA),
							Arguments.of("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\\ude00\\ud83d\"}",
									ErrorCode.INVALID_DATA),
							Arguments.of(pub + "null}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + "[]}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + "{\"a\":1}}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + "{\"a\":null}}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + "{\"a\":{}}}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + "{\"\":\"v\"}}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + "{\"a\":\"\\ud800\"}}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + "{\"\\ud800\":\"v\"}}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + "{\"a\":\"1\",\"\\u0061\":\"2\"}}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + headers(65, 1, 1) + "}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + headers(1, 129, 1) + "}", ErrorCode.INVALID_HEADERS),
							Arguments.of(pub + headers(1, 128, 16257) + "}", ErrorCode.INVALID_HEADERS),
							Arguments.of("{\"op\":\"auth\",\"user\":\"u\"}", ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":\"auth\",\"user\":1,\"pass\":\"p\"}", ErrorCode.INVALID_REQUEST),
							Arguments.of("{\"op\":\"auth\",\"user\":\"u\",\"pass\":\"\\ud800\"}",
									ErrorCode.INVALID_REQUEST)));
	}

	private static String headers(int number, int nameLength, int valueLength) {
		StringBuilder json = new StringBuilder("{");
		for (int i = 0; i < number; i++) {
			char first = (char) ((i < 26) ? 'a' + i : 0x4e00 + i);
			json.append((i > 0) ? "," : "")
				.append('"')
				.append(first)
				.append("n".repeat(nameLength - 1))
				.append("\":\"");
			json.append("v".repeat(valueLength)).append('"');
		}
		return json.append('}').toString();
	}

	@Test
	void whatIsNotUtf8Closes() {
		byte[][] malformed = { { (byte) 0xc3 }, { (byte) 0x80 }, { (byte) 0xff }, { (byte) 0xc0, (byte) 0xaf },
				{ (byte) 0xe0, (byte) 0x80, (byte) 0xaf }, { (byte) 0xed, (byte) 0xa0, (byte) 0x80 },
				{ (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80 }, { (byte) 0xf0, (byte) 0x9f, (byte) 0x98 },
				{ (byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80 } };
		for (byte[] bytes : malformed) {
			String text = new String(bytes, StandardCharsets.ISO_8859_1);
			for (String line : new String[] { "{\"op\":\"ping\",\"x\":\"%\"}", "{\"op\":\"ping\",\"%\":1}", "%",
					"{\"op\":\"ping\"}%" }) {
				byte[] encoded = line.replace("%", text).getBytes(StandardCharsets.ISO_8859_1);
				Request request = this.decoder.decode(encoded, 0, encoded.length);
				assertThat(String.valueOf(request.error())).contains("\"invalid_utf8\"");
				assertThat(request.isClosing()).isTrue();
			}
		}
	}

	@Test
	void theNextRequestKnowsNothingOfTheOneBefore() {
		decode("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"headers\":{\"a\":\"b\"}}");
		Request request = decode("{\"op\":\"pub\",\"data\":\"d\",\"topic\":\"t\"}");
		assertThat(request.rawHeaders.isPresent()).isFalse();
		assertThat(String.valueOf(decode("{\"op\":\"pub\",\"topic\":\"t\"}").error())).contains("invalid_data");
	}

	private Request decode(String line) {
		byte[] bytes = ("##" + line + "##").getBytes(StandardCharsets.UTF_8);
		return this.decoder.decode(bytes, 2, bytes.length - 4);
	}

}
