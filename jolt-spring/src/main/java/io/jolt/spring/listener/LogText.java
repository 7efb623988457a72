package io.jolt.spring.listener;

/**
 * Makes text that came over the wire fit for a log: one line, of bounded length.
 */
final class LogText {

	private static final int MAX_CHARS = 500;

	private LogText() {
	}

	static String of(String text) {
		StringBuilder result = new StringBuilder(Math.min(text.length(), MAX_CHARS) + 16);
		int end = Math.min(text.length(), MAX_CHARS);
		for (int i = 0; i < end; i++) {
			char c = text.charAt(i);
			if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
				result.append(String.format("\\u%04x", (int) c));
			}
			else {
				result.append(c);
			}
		}
		if (end < text.length()) {
			result.append("... (").append(text.length()).append(" characters)");
		}
		return result.toString();
	}

}
