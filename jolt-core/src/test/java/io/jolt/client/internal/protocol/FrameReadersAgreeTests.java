package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Whatever the fast reader takes, the one that judges must take for the same.
 */
class FrameReadersAgreeTests {

	private static final String[] TOKENS = { "{", "}", "[", "]", ":", ",", "\"", "\\", "\"topic\":", "\"data\":",
			"\"ok\":", "\"headers\":", "\"error\":", "\"group\":", "\"subscribers\":", "true", "false", "null", "7",
			"0", "-", "\"t\"", "\"d\\n\"", "\\ud83d", " ", "\t", "\r", "\u00e9", "\\u00e9" };

	private final FastFrameReader fast = new FastFrameReader();

	private int takenFast;

	@Test
	void onLinesThatAreValid() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 5_000; i++) {
			check(validLine(random), seed, i);
		}
		assertThat(this.takenFast).as("seed %d", seed).isGreaterThan(2_500);
	}

	@Test
	void onLinesWithSomethingWrong() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			check(mutate(validLine(random), random), seed, i);
		}
		assertThat(this.takenFast).as("seed %d", seed).isPositive();
	}

	@Test
	void onAnyTokens() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			StringBuilder line = new StringBuilder("{");
			for (int tokens = random.nextInt(12); tokens > 0; tokens--) {
				line.append(TOKENS[random.nextInt(TOKENS.length)]);
			}
			line.append("}");
			check(line.toString().getBytes(StandardCharsets.UTF_8), seed, i);
		}
	}

	@Test
	void wherALineIsCut() {
		byte[] line = "{\"topic\":\"\\u0074\",\"data\":\"\u00e9\\ud83d\\ude00\",\"headers\":{\"a\":\"b\\\\\"},\"ok\":true}"
			.getBytes(StandardCharsets.UTF_8);
		for (int end = 0; end <= line.length; end++) {
			check(Arrays.copyOf(line, end), 0, end);
		}
	}

	private void check(byte[] line, long seed, int index) {
		// something stands before and after the line, as in a chunk
		byte[] chunk = new byte[line.length + 20];
		Arrays.fill(chunk, (byte) '"');
		System.arraycopy(line, 0, chunk, 10, line.length);
		InboundFrame frame = this.fast.read(chunk, 10, line.length);
		if (frame == null) {
			return;
		}
		this.takenFast++;
		String description = "seed " + seed + ", line " + index + ": " + new String(line, StandardCharsets.UTF_8);
		try {
			assertThat(frame).as(description).isEqualTo(JsonFrameReader.read(chunk, 10, line.length));
		}
		catch (ProtocolException ex) {
			fail(description + " is refused", ex);
		}
	}

	private static byte[] validLine(Random random) {
		if (random.nextInt(10) == 0) {
			String count = random.nextBoolean() ? ",\u0001,\"subscribers\",:," + random.nextInt(1000) : "";
			return space("{,\"ok\",:,true" + count + ",}", random).getBytes(StandardCharsets.UTF_8);
		}
		StringBuilder line = new StringBuilder();
		boolean topicFirst = random.nextBoolean();
		line.append("{,").append(topicFirst ? "\"topic\"" : "\"data\"").append(",:,").append(string(random));
		int group = random.nextInt(6);
		if (group == 0) {
			line.append(",\u0001,\"group\",:,").append(string(random));
		}
		line.append(",\u0001,").append(topicFirst ? "\"data\"" : "\"topic\"").append(",:,").append(string(random));
		if (random.nextInt(3) == 0) {
			line.append(",\u0001,\"headers\",:,{,");
			for (int i = random.nextInt(4); i > 0; i--) {
				line.append(string(random)).append(",:,").append(string(random)).append((i > 1) ? ",\u0001," : ",");
			}
			line.append("}");
		}
		if (group == 1) {
			line.append(",\u0001,\"group\",:,").append(string(random));
		}
		if (random.nextInt(10) == 0) {
			line.append(",\u0001,\"ok\",:,true");
		}
		line.append(",}");
		return space(line.toString(), random).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Puts white space, or nothing, where a template has commas, and commas where it has
	 * U+0001. Commas within strings are escaped in the template.
	 */
	private static String space(String template, Random random) {
		StringBuilder line = new StringBuilder();
		boolean spaced = random.nextBoolean();
		for (int i = 0; i < template.length(); i++) {
			char c = template.charAt(i);
			if (c == '\u0001') {
				line.append(',');
			}
			else if (c == ',') {
				line.append(spaced ? " \t\r\n".substring(random.nextInt(4), 4) : "");
			}
			else {
				line.append(c);
			}
		}
		return line.toString();
	}

	private static String string(Random random) {
		String text = RandomText.of(random, random.nextInt(12)).replace(",", "");
		byte[] line = new RequestEncoder(random.nextBoolean()).subscribe(text, false, null);
		String request = new String(line, StandardCharsets.UTF_8);
		return request.substring("{\"op\":\"sub\",\"topic\":".length(), request.length() - "}\n".length());
	}

	private static byte[] mutate(byte[] line, Random random) {
		byte[] mutated = line;
		for (int i = 1 + random.nextInt(3); i > 0 && mutated.length > 0; i--) {
			mutated = mutateOnce(mutated, random);
		}
		return mutated;
	}

	private static byte[] mutateOnce(byte[] line, Random random) {
		int at = random.nextInt(line.length);
		return switch (random.nextInt(4)) {
			case 0 -> splice(line, at, at + 1, (byte) random.nextInt(256));
			case 1 -> splice(line, at, at + 1, (byte) "\"\\{}:,u0".charAt(random.nextInt(8)));
			case 2 -> splice(line, at, at, line[random.nextInt(line.length)]);
			default -> splice(line, at, Math.min(line.length, at + 1 + random.nextInt(3)));
		};
	}

	private static byte[] splice(byte[] bytes, int from, int to, byte... replacement) {
		byte[] result = new byte[bytes.length - (to - from) + replacement.length];
		System.arraycopy(bytes, 0, result, 0, from);
		System.arraycopy(replacement, 0, result, from, replacement.length);
		System.arraycopy(bytes, to, result, from + replacement.length, bytes.length - to);
		return result;
	}

}
