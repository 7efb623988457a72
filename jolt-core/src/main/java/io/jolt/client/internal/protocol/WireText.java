package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text from the wire safe for messages and logs: short, on one line, and without
 * terminal control characters.
 */
public final class WireText {

	/**
	 * How many characters of the original are kept.
	 */
	public static final int MAX_CHARS = 100;

	private static final String ELLIPSIS = "...";

	// a peer may send back what it was sent, even within its own text
	private static final Pattern PASSWORD = Pattern.compile("\"pass\\\\?\"");

	private WireText() {
	}

	/**
	 * Escapes and truncates a text. If it is a request to authenticate, which a peer that
	 * is not a broker may send back, everything from the password on is dropped.
	 * @param text the text
	 * @return the same text if it is short and harmless
	 */
	public static String sanitize(String text) {
		Matcher password = PASSWORD.matcher(text);
		int kept = Math.min(password.find() ? password.end() : text.length(), MAX_CHARS);
		StringBuilder result = new StringBuilder(kept + ELLIPSIS.length());
		for (int i = 0; i < kept; i++) {
			append(result, text, i);
		}
		if (text.length() > kept) {
			result.append(ELLIPSIS);
		}
		return result.toString();
	}

	/**
	 * Escapes and truncates bytes; malformed ones become replacement characters.
	 * @param bytes holds the text
	 * @param offset where it begins
	 * @param length how many bytes it has
	 * @return at most the text's first characters
	 */
	public static String sanitize(byte[] bytes, int offset, int length) {
		// one more than is kept, so that the cut shows
		int enough = Math.min(length, (MAX_CHARS + 1) * 4);
		return sanitize(new String(bytes, offset, enough, StandardCharsets.UTF_8));
	}

	private static void append(StringBuilder result, String text, int index) {
		char c = text.charAt(index);
		switch (c) {
			case '\n' -> result.append("\\n");
			case '\r' -> result.append("\\r");
			case '\t' -> result.append("\\t");
			default -> {
				if (isHarmless(text, index)) {
					result.append(c);
				}
				else {
					result.append(String.format("\\u%04x", (int) c));
				}
			}
		}
	}

	private static boolean isHarmless(String text, int index) {
		char c = text.charAt(index);
		if (Character.isHighSurrogate(c)) {
			// its other half must be kept, too
			return index + 1 < Math.min(text.length(), MAX_CHARS) && Character.isLowSurrogate(text.charAt(index + 1));
		}
		if (Character.isLowSurrogate(c)) {
			return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
		}
		return switch (Character.getType(c)) {
			// format characters can reverse text or hide in it
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.PRIVATE_USE, Character.UNASSIGNED ->
				false;
			default -> true;
		};
	}

}
