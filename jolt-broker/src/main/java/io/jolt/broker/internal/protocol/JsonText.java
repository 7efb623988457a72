package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;

/**
 * What stands between the quotes of a JSON string that is known to be well-formed.
 */
final class JsonText {

	private JsonText() {
	}

	// the string that the bytes mean. Lone surrogate escapes come out as lone
	// surrogates.
	static String decode(byte[] bytes, int from, int to) {
		StringBuilder text = null;
		int runStart = from;
		for (int at = from; at < to;) {
			if (bytes[at] != '\\') {
				at++;
				continue;
			}
			text = (text != null) ? text : new StringBuilder(to - from);
			text.append(utf8(bytes, runStart, at));
			if (bytes[at + 1] == 'u') {
				text.append((char) hexUnit(bytes, at + 2, to));
				at += 6;
			}
			else {
				text.append(unescaped(bytes[at + 1]));
				at += 2;
			}
			runStart = at;
		}
		if (text == null) {
			return utf8(bytes, from, to);
		}
		return text.append(utf8(bytes, runStart, to)).toString();
	}

	// whether an escaped surrogate has no escaped other half directly beside it
	static boolean hasLoneSurrogate(byte[] bytes, int from, int to) {
		boolean highBefore = false;
		for (int at = from; at < to;) {
			int unit = -1;
			if (bytes[at] != '\\') {
				at++;
			}
			else if (bytes[at + 1] == 'u') {
				unit = hexUnit(bytes, at + 2, to);
				at += 6;
			}
			else {
				at += 2;
			}
			boolean low = unit >= 0xdc00 && unit <= 0xdfff;
			if (low != highBefore) {
				return true;
			}
			highBefore = unit >= 0xd800 && unit <= 0xdbff;
		}
		return highBefore;
	}

	// the value of four hexadecimal digits, or -1
	static int hexUnit(byte[] bytes, int from, int to) {
		if (to - from < 4) {
			return -1;
		}
		int unit = 0;
		for (int i = from; i < from + 4; i++) {
			// a negative byte, as a char, is not a digit in any script
			int digit = (bytes[i] > 0) ? Character.digit((char) bytes[i], 16) : -1;
			if (digit < 0) {
				return -1;
			}
			unit = (unit << 4) | digit;
		}
		return unit;
	}

	private static char unescaped(byte escape) {
		return switch (escape) {
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> (char) escape;
		};
	}

	private static String utf8(byte[] bytes, int from, int to) {
		return new String(bytes, from, to - from, StandardCharsets.UTF_8);
	}

}
