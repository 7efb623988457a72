package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reader looks at words of eight bytes: what means something must be found wherever
 * it stands in one.
 */
class JsonStringReaderTests {

	// as written, and as read; null where it is left to the other reader
	private static final @Nullable String[][] SPECIALS = { { "\\\"", "\"" }, { "\\\\", "\\" }, { "\\/", "/" },
			{ "\\b", "\b" }, { "\\f", "\f" }, { "\\n", "\n" }, { "\\r", "\r" }, { "\\t", "\t" },
			{ "\\u0000", "\u0000" }, { "\\u00e9", "\u00e9" }, { "\\u20AC", "\u20ac" },
			{ "\\ud83d\\ude00", "\ud83d\ude00" }, { "\u00e9", "\u00e9" }, { "\u20ac", "\u20ac" },
			{ "\ud83d\ude00", "\ud83d\ude00" }, { "\u007f", "\u007f" }, { " ", " " }, { "\\ufffd", null },
			{ "\ufffd", null }, { "\\ud83d", null }, { "\\ude00", null }, { "\\ud83d\\u0041", null },
			{ "\\ud83dx", null }, { "\\x", null }, { "\\u12!", null }, { "\\u12g4", null }, { "\\!", null },
			{ "\u0000", null }, { "\u001f", null }, { "\n", null } };

	private final JsonStringReader reader = new JsonStringReader();

	@Test
	void whatMeansSomethingIsFoundAtEveryOffset() {
		for (@Nullable
		String[] special : SPECIALS) {
			for (int length = 0; length <= 40; length++) {
				for (int at = 0; at <= Math.min(20, length); at++) {
					check("a".repeat(at), special, "b".repeat(length - at));
				}
			}
		}
	}

	@Test
	void severalOfThemAreFoundSideBySide() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			StringBuilder written = new StringBuilder();
			StringBuilder read = new StringBuilder();
			for (int j = random.nextInt(12); j > 0; j--) {
				@Nullable String[] special = SPECIALS[random.nextInt(17)];
				String plain = "c".repeat(random.nextInt(12));
				written.append(special[0]).append(plain);
				read.append(special[1]).append(plain);
			}
			check("", new String[] { written.toString(), read.toString() }, "");
		}
	}

	@Test
	void aStringWithoutItsEndIsLeftToTheOtherReader() {
		for (String text : List.of("", "a", "abcdefgh", "abcdefghi", "\\n", "\\nabcdefgh", "\\n\u00e9", "\\ud83d\\ude0",
				"\\u", "a\\", "abcdefg\\u00e")) {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			assertThat(this.reader.read(bytes, 0, bytes.length)).as(text).isNull();
			byte[] longer = (text + "\"00000000\"").getBytes(StandardCharsets.UTF_8);
			assertThat(this.reader.read(longer, 0, bytes.length)).as("up to where it may read: %s", text).isNull();
		}
	}

	private void check(String before, @Nullable String[] special, String after) {
		byte[] bytes = ("\"" + before + special[0] + after + "\",\"\\").getBytes(StandardCharsets.UTF_8);
		String read = this.reader.read(bytes, 1, bytes.length);
		if (special[1] == null) {
			assertThat(read).as("%s %s %s", before, special[0], after).isNull();
			return;
		}
		assertThat(read).as("%s %s %s", before, special[0], after).isEqualTo(before + special[1] + after);
		assertThat(this.reader.next()).isEqualTo(bytes.length - 3);
	}

}
