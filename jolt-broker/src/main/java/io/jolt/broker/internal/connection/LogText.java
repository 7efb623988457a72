package io.jolt.broker.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * Text from outside, made safe for a log: short, and without line breaks or terminal
 * control characters.
 */
final class LogText {

	private static final int MAX_CHARACTERS = 200;

	private LogText() {
	}

	static String of(@Nullable String text) {
		if (text == null) {
			return "unknown";
		}
		StringBuilder escaped = new StringBuilder();
		for (int i = 0; i < text.length() && escaped.length() < MAX_CHARACTERS; i++) {
			char character = text.charAt(i);
			if (character >= ' ' && character < 0x7f) {
				escaped.append(character);
			}
			else {
				escaped.append(String.format("\\u%04x", (int) character));
			}
		}
		return (escaped.length() >= MAX_CHARACTERS) ? escaped + "..." : escaped.toString();
	}

}
