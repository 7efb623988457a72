package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the reader remembers of a line must not show in another.
 */
class FastFrameReaderTests {

	private static final List<String> BEGINNINGS = List.of("{\"topic\":\"a\",\"data\":\"",
			"{\"topic\":\"b\",\"data\":\"", "{\"topic\":\"a\", \"data\":\"", "{\"topic\":\"\u00e9\",\"data\":\"",
			"{\"topic\":\"\\u0061\",\"data\":\"", "{\"topic\":\"a\",\"headers\":{\"x\":\"y\"},\"data\":\"",
			"{\"ok\":true,\"topic\":\"a\",\"data\":\"", "{\"data\":\"", "{\"topic\":\"a\",\"data\":\"\\",
			"{\"topic\":\"" + "a".repeat(200) + "\",\"data\":\"", "{\"topic\":\"", "{\"topic\":\"a\",\"data\":",
			"{\"topic\":\"ab\",\"data\":\"", "{\"topic\":\"a\",\"group\":\"g\",\"data\":\"",
			"{\"topic\":\"a\",\"group\":\"h\",\"data\":\"", "{\"group\":\"g\",\"data\":\"",
			"{\"ok\":true,\"subscribers\":7,\"topic\":\"a\",\"data\":\"");

	private static final List<String> TEXTS = List.of("", "x", "\\\"", "\\u00e9", "\u00e9\u20ac", "\\ud83d\\ude00",
			"\\ud83d", "\ud83d\ude00", "{\\\"topic\\\":\\\"z\\\"}", "a\",\"data\":\"b");

	private static final List<String> ENDS = List.of("\"}", "\"}", "\"}", "\" }", "\",\"topic\":\"c\"}",
			"\",\"data\":\"c\"}", "\",\"headers\":{\"h\":\"i\"}}", "\",\"headers\":{}}", "\",\"group\":\"g\"}",
			"\",\"group\":\"\\u0067\"}", "\",\"group\":7}", "\",\"ok\":true}", "\",\"ok\":false}", "\",\"x\":1}",
			"\"}}", "\"} x", "\"", "}", "\",}", "");

	private final FastFrameReader fast = new FastFrameReader();

	@Test
	void whateverCameBeforeALineIsReadAsByAFreshReader() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int repeated = 0;
		String beginning = BEGINNINGS.get(0);
		for (int i = 0; i < 50_000; i++) {
			if (random.nextInt(3) == 0) {
				beginning = BEGINNINGS.get(random.nextInt(BEGINNINGS.size()));
			}
			String text = beginning + TEXTS.get(random.nextInt(TEXTS.size())) + ENDS.get(random.nextInt(ENDS.size()));
			byte[] line = text.getBytes(StandardCharsets.UTF_8);
			// something stands before and after the line, as in a chunk
			byte[] chunk = new byte[line.length + 20];
			Arrays.fill(chunk, (byte) '"');
			System.arraycopy(line, 0, chunk, 10, line.length);
			InboundFrame frame = this.fast.read(chunk, 10, line.length);
			InboundFrame fresh = new FastFrameReader().read(chunk, 10, line.length);
			assertThat(frame).as("seed %d, line %d: %s", seed, i, text).isEqualTo(fresh);
			if (frame != null) {
				assertThat(frame).isEqualTo(JsonFrameReader.read(line, 0, line.length));
				repeated++;
			}
		}
		assertThat(repeated).as("seed %d", seed).isGreaterThan(5_000);
	}

	@Test
	void theTopicOfALineThatBeginsLikeTheLastIsNotMadeAgain() {
		Delivery first = read("{\"topic\":\"a\",\"data\":\"1\"}");
		Delivery second = read("{\"topic\":\"a\",\"data\":\"2\"}");
		Delivery third = read("{\"data\":\"2\",\"topic\":\"a\"}");
		assertThat(second.topic()).isSameAs(first.topic());
		assertThat(third.topic()).as("also known by its bytes alone").isSameAs(first.topic());
		assertThat(List.of(first.data(), second.data(), third.data())).containsExactly("1", "2", "2");
	}

	@Test
	void theGroupOfALineThatBeginsLikeTheLastIsNotMadeAgain() {
		Delivery first = read("{\"topic\":\"a\",\"group\":\"desk\",\"data\":\"1\"}");
		Delivery second = read("{\"topic\":\"a\",\"group\":\"desk\",\"data\":\"2\"}");
		Delivery behind = read("{\"topic\":\"a\",\"data\":\"3\",\"group\":\"desk\"}");
		assertThat(first.group()).isEqualTo("desk");
		assertThat(second.group()).isSameAs(first.group());
		assertThat(behind.group()).as("also known by its bytes alone").isSameAs(first.group());
		assertThat(read("{\"topic\":\"a\",\"data\":\"4\"}").group()).isNull();
	}

	private Delivery read(String line) {
		byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
		return (Delivery) Objects.requireNonNull(this.fast.read(bytes, 0, bytes.length));
	}

}
