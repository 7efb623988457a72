package io.jolt.client.internal.protocol;

import java.util.Arrays;

import io.jolt.client.JoltNotSentException;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON straight into bytes. Used once, by one thread.
 */
final class JsonLineWriter {

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	// what follows the backslash for each ASCII character: 0 for nothing, 'u' for its
	// number
	private static final byte[] ESCAPES = escapes();

	// the most bytes that one character, or a pair of surrogates, takes
	private static final int MAX_CHARACTER_BYTES = 12;

	private final boolean escapeNonAscii;

	private byte[] buffer;

	private int size;

	JsonLineWriter(int expectedBytes, boolean escapeNonAscii) {
		this.buffer = new byte[expectedBytes];
		this.escapeNonAscii = escapeNonAscii;
	}

	JsonLineWriter raw(byte[] bytes) {
		ensure(bytes.length);
		System.arraycopy(bytes, 0, this.buffer, this.size, bytes.length);
		this.size += bytes.length;
		return this;
	}

	JsonLineWriter raw(char ascii) {
		ensure(1);
		this.buffer[this.size++] = (byte) ascii;
		return this;
	}

	/**
	 * Writes a string between quotes.
	 * @param value the string
	 * @param field what to call it where it is refused
	 * @param topic the topic to name where it is refused, or {@code null} if there is
	 * none
	 * @return this writer
	 */
	JsonLineWriter string(String value, String field, @Nullable String topic) {
		int length = value.length();
		ensure(length + 2);
		byte[] target = this.buffer;
		int at = this.size;
		target[at++] = '"';
		int index = 0;
		while (index < length) {
			char c = value.charAt(index);
			if (c >= 0x80 || ESCAPES[c] != 0) {
				break;
			}
			target[at++] = (byte) c;
			index++;
		}
		this.size = at;
		if (index < length) {
			escaped(value, index, field, topic);
		}
		return raw('"');
	}

	byte[] toLine() {
		return (this.size == this.buffer.length) ? this.buffer : Arrays.copyOf(this.buffer, this.size);
	}

	private void escaped(String value, int from, String field, @Nullable String topic) {
		int length = value.length();
		int index = from;
		while (index < length) {
			// room for the rest if nothing in it needs an escape
			ensure(length - index + MAX_CHARACTER_BYTES);
			byte[] target = this.buffer;
			int at = this.size;
			int limit = target.length - MAX_CHARACTER_BYTES;
			while (index < length && at <= limit) {
				char c = value.charAt(index++);
				if (c < 0x80) {
					byte escape = ESCAPES[c];
					if (escape == 0) {
						target[at++] = (byte) c;
					}
					else if (escape == 'u') {
						at = unicodeEscape(target, at, c);
					}
					else {
						target[at++] = '\\';
						target[at++] = escape;
					}
				}
				else if (!Character.isSurrogate(c)) {
					at = this.escapeNonAscii ? unicodeEscape(target, at, c) : utf8(target, at, c);
				}
				else {
					if (Character.isLowSurrogate(c) || index == length
							|| !Character.isLowSurrogate(value.charAt(index))) {
						throw loneSurrogate(c, index - 1, field, topic);
					}
					at = pair(target, at, c, value.charAt(index++));
				}
			}
			this.size = at;
		}
	}

	private int pair(byte[] target, int at, char high, char low) {
		if (this.escapeNonAscii) {
			return unicodeEscape(target, unicodeEscape(target, at, high), low);
		}
		return Utf8.write(target, at, Character.toCodePoint(high, low));
	}

	private static int utf8(byte[] target, int at, char c) {
		return Utf8.write(target, at, c);
	}

	private static int unicodeEscape(byte[] target, int at, char c) {
		target[at] = '\\';
		target[at + 1] = 'u';
		target[at + 2] = HEX[c >> 12];
		target[at + 3] = HEX[(c >> 8) & 0xF];
		target[at + 4] = HEX[(c >> 4) & 0xF];
		target[at + 5] = HEX[c & 0xF];
		return at + 6;
	}

	private void ensure(int additional) {
		this.buffer = Bytes.ensureCapacity(this.buffer, this.size, additional, 64);
	}

	private static JoltNotSentException loneSurrogate(char surrogate, int index, String field, @Nullable String topic) {
		String where = (topic != null) ? " for topic '" + WireText.sanitize(topic) + "'" : "";
		return new JoltNotSentException(
				String.format("Not sent%s: the %s has a lone surrogate (\\u%04x at index %d), which is no character",
						where, field, (int) surrogate, index));
	}

	private static byte[] escapes() {
		byte[] escapes = new byte[0x80];
		Arrays.fill(escapes, 0, 0x20, (byte) 'u');
		escapes['\b'] = 'b';
		escapes['\t'] = 't';
		escapes['\n'] = 'n';
		escapes['\f'] = 'f';
		escapes['\r'] = 'r';
		escapes['"'] = '"';
		escapes['\\'] = '\\';
		return escapes;
	}

}
