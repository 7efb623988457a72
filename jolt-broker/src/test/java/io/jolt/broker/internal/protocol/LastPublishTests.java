package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is remembered of a publish must not show in any request after it.
 */
class LastPublishTests {

	private static final List<String> BEGINNINGS = List.of("{\"op\":\"pub\",\"topic\":\"a\",\"data\":",
			"{\"op\":\"pub\",\"topic\":\"b\",\"data\":", "{\"op\":\"pub\",\"topic\":\"a\", \"data\" : ",
			"{\"topic\":\"a\",\"op\":\"pub\",\"data\":", "{\"op\":\"pub\",\"topic\":\"\u00e9\",\"data\":",
			"{\"op\":\"pub\",\"topic\":\"\\u0061\",\"data\":", "{\"op\":\"pub\",\"topic\":\"a\",\"x\":{},\"data\":",
			"{\"op\":\"pub\",\"topic\":\"a\",\"headers\":{\"h\":\"i\"},\"data\":",
			"{\"op\":\"pub\",\"topic\":\"a\",\"pattern\":true,\"data\":",
			"{\"op\":\"pub\",\"topic\":\"a\",\"count\":true,\"data\":",
			"{\"op\":\"pub\",\"topic\":\"a\",\"count\":false,\"data\":",
			"{\"op\":\"pub\",\"topic\":\"a\",\"count\":1,\"data\":", "{\"op\":\"pub\",\"topic\":\"\",\"data\":",
			"{\"op\":\"pub\",\"topic\":7,\"data\":", "{\"op\":\"pub\",\"data\":", "{\"data\":",
			"{\"op\":\"sub\",\"topic\":\"a\",\"data\":", "{\"op\":\"ping\",\"topic\":\"a\",\"data\":",
			"{\"op\":\"nop\",\"topic\":\"a\",\"data\":",
			"{\"op\":\"pub\",\"topic\":\"a\",\"x\":\"" + "x".repeat(200) + "\",\"data\":",
			"{\"op\":\"pub\",\"op\":\"pub\",\"topic\":\"a\",\"data\":");

	private static final List<String> DATA = List.of("\"\"", "\"x\"", "\"x\"", "\"longer text than a word has\"",
			"\"\\\"\\\\\\n\"", "\"\u00e9\u20ac\ud83d\ude00\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"",
			"\"\\ude00\\ud83d\"", "\"\\ud83d\\u0061\"", "\"\\x\"", "\"\\u12\"", "\"\t\"", "\"\u0000\"", "\"\u007f\"",
			"7", "null", "{}", "\"", "", "\"x\"\"", "\"x\\", "\"a\",\"data\":\"b\"");

	private static final List<String> ENDS = List.of("}", "}", "}", "} ", " }", "}}", "}x", "", ",}", ",\"x\":1}",
			",\"topic\":\"c\"}", ",\"data\":\"c\"}", ",\"op\":\"ping\"}", ",\"headers\":{}}",
			",\"headers\":{\"h\":\"i\"}}", ",\"headers\":[]}", ",\"pattern\":true}", ",\"count\":true}",
			",\"count\":null}", ",\"op\":\"pub\"}", "\r", "}\r");

	private static final List<String> SIZED = List.of("{\"op\":\"pub\",\"topic\":\"a\"}",
			"{\"op\":\"pub\",\"topic\":\"a\",\"count\":true}", "{\"op\":\"pub\",\"topic\":\"a\",\"count\":0}",
			"{\"op\":\"pub\",\"topic\":\"b\"}", "{\"op\":\"pub\",\"topic\":\"a\"} ",
			"{\"op\":\"pub\",\"topic\":\"a\"}}", "{\"op\":\"pub\",\"topic\":\"a\",\"headers\":{}}",
			"{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"x\"}", "{\"op\":\"sub\",\"topic\":\"a\"}",
			"{\"op\":\"pub\",\"topic\":\"\u00e9\"}", "{\"op\":\"pub\"}",
			"{\"op\":\"pub\",\"topic\":\"a\",\"headers\":{\"h\":\"i\"}}", "{\"topic\":\"a\"}", "",
			"{\"op\":\"pub\",\"topic\":\"a\",\"topic\":\"a\"}", "{\"op\":\"nop\"}", "{\"op\":\"pub\",\"topic\":7}",
			"{\"op\":\"pub\",\"topic\":\"a\",\"headers\":7}", "{\"op\":\"pub\",\"topic\":\"a\",\"d\\u0061ta\":null}");

	private final RequestDecoder decoder = new RequestDecoder();

	@Test
	void whateverCameBeforeARequestIsReadAsByAFreshDecoder() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		String beginning = BEGINNINGS.get(0);
		int accepted = 0;
		for (int i = 0; i < 100_000; i++) {
			if (random.nextInt(3) == 0) {
				beginning = BEGINNINGS.get(random.nextInt(BEGINNINGS.size()));
			}
			boolean sized = random.nextInt(3) == 0;
			byte[] line = bytes(sized ? SIZED.get(random.nextInt(random.nextBoolean() ? 3 : SIZED.size()))
					: beginning + DATA.get(random.nextInt(DATA.size())) + ENDS.get(random.nextInt(ENDS.size())));
			if (random.nextInt(20) == 0 && line.length > 0) {
				line[random.nextInt(line.length)] = (byte) (0x80 + random.nextInt(0x80));
			}
			byte[] data = sized ? bytes(DATA.get(random.nextInt(DATA.size()))) : new byte[0];
			if (random.nextInt(5) == 0) {
				data = Arrays.copyOf(data, random.nextInt(data.length + 1));
			}
			String decoded = decode(this.decoder, line, data, sized);
			assertThat(decoded).as("seed %d, line %d: %s", seed, i, new String(line, StandardCharsets.UTF_8))
				.isEqualTo(decode(new RequestDecoder(), line, data, sized));
			accepted += decoded.startsWith("null") ? 1 : 0;
		}
		assertThat(accepted).as("seed %d", seed).isBetween(10_000, 90_000);
	}

	@Test
	void whatFollowsUponTheSameBeginningIsStillLookedAt() {
		decode("{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"x\"}");
		assertThat(decode("{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"y\",\"data\":\"z\"}")).contains("invalid_json");
		assertThat(decode("{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"y\",\"topic\":\"b\"}")).contains("invalid_json");
		assertThat(decode("{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"\\ud83d\"}")).contains("invalid_data");
		assertThat(decode("{\"op\":\"pub\",\"topic\":\"a\",\"data\":7}")).contains("invalid_data");
		assertThat(decode("{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"x\",\"headers\":{\"h\":\"i\"}}"))
			.contains("{\"h\":\"i\"}");
		assertThat(decode("{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"x\"}")).doesNotContain("{\"h\":\"i\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "c3", "80", "c080", "eda080", "f4908080", "ff", "61c3", "c361" })
	void dataThatAreNotUtf8AreRefusedAfterOnesThatWere(String hex) {
		byte[] data = new byte[hex.length() / 2];
		for (int i = 0; i < data.length; i++) {
			data[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
		}
		byte[] line = bytes("{\"op\":\"pub\",\"topic\":\"a\"}");
		assertThat(decode(this.decoder, line, bytes("\u00e9"), true)).startsWith("null");
		assertThat(decode(this.decoder, line, data, true)).contains("invalid_utf8").contains("closing");
		assertThat(decode(this.decoder, line, bytes("\u00e9"), true)).startsWith("null");
	}

	@Test
	void dataThatAreNotFollowedByALineFeedAreRefused() {
		byte[] frame = bytes("{\"op\":\"pub\",\"topic\":\"a\"}\nabc\r");
		for (int i = 0; i < 2; i++) {
			Request request = this.decoder.decodeSized(frame, 0, 24, 3);
			assertThat(request.error()).asString().contains("invalid_request");
			assertThat(request.isClosing()).isTrue();
			frame[frame.length - 1] = '\n';
			assertThat(this.decoder.decodeSized(frame, 0, 24, 3).error()).isNull();
			frame[frame.length - 1] = '\u0000';
		}
	}

	private String decode(String line) {
		return decode(this.decoder, bytes(line), new byte[0], false);
	}

	// all that can be seen of the request
	private static String decode(RequestDecoder decoder, byte[] line, byte[] data, boolean sized) {
		// something stands before and after the frame, as in a chunk
		byte[] chunk = new byte[line.length + data.length + 22];
		Arrays.fill(chunk, (byte) '"');
		System.arraycopy(line, 0, chunk, 10, line.length);
		if (!sized) {
			return describe(decoder.decode(chunk, 10, line.length));
		}
		chunk[10 + line.length] = '\n';
		System.arraycopy(data, 0, chunk, 11 + line.length, data.length);
		chunk[11 + line.length + data.length] = '\n';
		return describe(decoder.decodeSized(chunk, 10, line.length, data.length));
	}

	private static String describe(Request request) {
		String known = request.error() + " " + (request.isClosing() ? "closing " : "") + request.operation() + " "
				+ request.topic() + " " + request.pattern() + " " + request.sized + " " + request.isSizedDataKnown()
				+ " " + request.group() + " " + request.isCounting();
		if (request.error() == null && request.operation() == Operation.PUBLISH) {
			known += " " + text(request, request.rawTopic) + text(request, request.rawData)
					+ text(request, request.rawHeaders);
		}
		return known;
	}

	private static String text(Request request, Request.Span span) {
		return span.isPresent()
				? span.from + ":" + new String(request.line, span.from, span.length(), StandardCharsets.ISO_8859_1)
				: "-";
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
