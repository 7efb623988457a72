package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The form in which a text travels between this client and a broker that has the feature
 * {@value #FEATURE}: unescaped, after its line. The line begins with a mark and the
 * text's length in bytes, <pre>
 * #17 {"op":"pub","topic":"orders"}
 * {"quantity": 100}
 * </pre> so that neither end needs to examine each character. Clients that do not ask for
 * the feature receive the text as a JSON string, so its length is limited: even with
 * every byte escaped it must fit into a line.
 */
final class SizedData {

	static final String FEATURE = "sized-data";

	static final char MARK = '#';

	// the most bytes that one byte becomes
	private static final int ESCAPED_BYTES = 6;

	// the quotes, the name of the field
	private static final int OVERHEAD = 16;

	// more digits than any line has bytes would overflow
	private static final int MAX_DIGITS = 9;

	private SizedData() {
	}

	/**
	 * Whether a text may be sent like this.
	 * @param lineBytes the length of the line before it, without mark and length
	 * @param dataBytes the length of the text
	 * @param maxLineBytes how long a line may be
	 * @return {@code false} if it could be too long as a JSON string
	 */
	static boolean fits(int lineBytes, int dataBytes, int maxLineBytes) {
		return lineBytes + OVERHEAD + (long) ESCAPED_BYTES * dataBytes <= maxLineBytes;
	}

	/**
	 * Encodes a text.
	 * @param text the text
	 * @return its UTF-8, or {@code null} if it has a lone surrogate
	 */
	static byte @Nullable [] utf8(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isSurrogate(c)) {
				boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
						&& Character.isLowSurrogate(text.charAt(i + 1));
				if (!pair) {
					return null;
				}
				i++;
			}
		}
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Where the number after the mark ends.
	 * @param bytes holds the frame
	 * @param from where the mark is
	 * @param to where the bytes end
	 * @return where the first byte after the number's digits is, {@code to} if it may
	 * still continue; -1 if there is no number
	 */
	static int endOfLength(byte[] bytes, int from, int to) {
		int at = from + 1;
		int limit = Math.min(to, at + MAX_DIGITS);
		while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
			at++;
		}
		if (at == to) {
			return to;
		}
		return (at > from + 1 && bytes[at] == ' ') ? at : -1;
	}

	static int length(byte[] bytes, int from, int endOfLength) {
		int length = 0;
		for (int i = from + 1; i < endOfLength; i++) {
			length = 10 * length + bytes[i] - '0';
		}
		return length;
	}

}
