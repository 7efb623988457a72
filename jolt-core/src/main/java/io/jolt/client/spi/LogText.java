package io.jolt.client.spi;

/**
 * Makes text that came over the wire, or quotes such text, safe for a log or a header:
 * one line of bounded length, without split surrogate pairs.
 */
public final class LogText {

	private static final int MAX_CHARS = 500;

	private LogText() {
	}

	/**
	 * Makes a text safe for a log: at most 500 characters, and a note if it was longer.
	 * @param text the text
	 * @return one line
	 */
	public static String of(String text) {
		return of(text, MAX_CHARS);
	}

	/**
	 * Whether a text is safe for a log as it is.
	 * @param text the text
	 * @return {@code true} if {@link #of(String)} returns the same
	 */
	public static boolean isFit(String text) {
		return text.length() <= MAX_CHARS && of(text).equals(text);
	}

	/**
	 * Makes a text safe for a log.
	 * @param text the text
	 * @param maxChars the maximum number of characters to keep
	 * @return one line
	 */
	public static String of(String text, int maxChars) {
		int end = Math.min(text.length(), maxChars);
		if (end < text.length() && isPair(text, end - 1)) {
			end--;
		}
		StringBuilder result = new StringBuilder(end + 16);
		for (int i = 0; i < end; i++) {
			if (isPair(text, i)) {
				result.append(text, i, i + 2);
				i++;
			}
			else {
				append(result, text.charAt(i));
			}
		}
		if (end < text.length()) {
			result.append("... (").append(text.length()).append(" characters)");
		}
		return result.toString();
	}

	private static boolean isPair(String text, int index) {
		return index >= 0 && index + 1 < text.length()
				&& Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
	}

	private static void append(StringBuilder result, char c) {
		switch (Character.getType(c)) {
			// format characters can reverse text or hide in it
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				result.append(String.format("\\u%04x", (int) c));
			default -> result.append(c);
		}
	}

}
