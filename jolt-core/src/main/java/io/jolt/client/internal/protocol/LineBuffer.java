package io.jolt.client.internal.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.jolt.client.JoltNotSentException;
import org.jspecify.annotations.Nullable;

/**
 * Takes one line after the other, as bytes. Nothing is allocated for a line once the
 * buffer has grown to its size. Owned by one thread at a time.
 */
public final class LineBuffer {

	/**
	 * A buffer that has grown beyond this is not used again, or one long line would be
	 * paid for by an idle client.
	 */
	private static final int RETAINED_BYTES = 32 * 1024;

	private static final int INITIAL_BYTES = 512;

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	// what follows the backslash for each ASCII character: 0 for nothing, 'u' for its
	// number
	private static final byte[] ESCAPES = escapes();

	// the most bytes that one character, or a pair of surrogates, takes, and what may be
	// overwritten behind
	private static final int MARGIN = 12 + Long.BYTES;

	private final boolean escapeNonAscii;

	private final CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();

	private byte[] buffer = new byte[INITIAL_BYTES];

	private int size;

	// a string's characters on their way to bytes, for the JDK does that fastest between
	// arrays
	private CharBuffer characters = CharBuffer.allocate(INITIAL_BYTES);

	// a string's characters where each is one byte
	private ByteBuffer text = ByteBuffer.allocate(INITIAL_BYTES);

	LineBuffer(boolean escapeNonAscii) {
		this.escapeNonAscii = escapeNonAscii;
	}

	/**
	 * The line's bytes.
	 * @return an array that begins with them, good until the buffer is used again
	 */
	public byte[] bytes() {
		return this.buffer;
	}

	/**
	 * The line's length.
	 * @return how many bytes it has with its LF
	 */
	public int length() {
		return this.size;
	}

	/**
	 * Copies the line.
	 * @return the line with its LF
	 */
	public byte[] toLine() {
		return Arrays.copyOf(this.buffer, this.size);
	}

	LineBuffer clear() {
		this.size = 0;
		return this;
	}

	boolean isRetained() {
		return this.buffer.length + this.text.capacity() <= RETAINED_BYTES;
	}

	LineBuffer raw(byte[] bytes) {
		return raw(bytes, bytes.length);
	}

	private LineBuffer raw(byte[] bytes, int length) {
		ensure(length);
		System.arraycopy(bytes, 0, this.buffer, this.size, length);
		this.size += length;
		return this;
	}

	LineBuffer raw(char ascii) {
		ensure(1);
		this.buffer[this.size++] = (byte) ascii;
		return this;
	}

	LineBuffer number(int value) {
		if (value >= 10) {
			number(value / 10);
		}
		return raw((char) ('0' + value % 10));
	}

	/**
	 * Writes a string between quotes.
	 * @param value the string
	 * @param field what to call it where it is refused
	 * @param topic the topic to name where it is refused, or {@code null} if there is
	 * none
	 * @return this buffer
	 */
	LineBuffer string(String value, String field, @Nullable String topic) {
		raw('"');
		if (load(value)) {
			loaded(value.length());
		}
		else {
			escaped(value, field, topic);
		}
		return raw('"');
	}

	/**
	 * Makes a string's characters bytes, if each of them fits into one.
	 * @param value the string
	 * @return whether they do, and can be written by {@link #loaded}
	 */
	boolean load(String value) {
		int length = value.length();
		if (this.text.capacity() < length) {
			int capacity = Math.max(length, 2 * this.text.capacity());
			this.text = ByteBuffer.allocate(capacity);
			this.characters = CharBuffer.allocate(capacity);
		}
		value.getChars(0, length, this.characters.array(), 0);
		this.characters.position(0).limit(length);
		this.latin1.reset();
		return this.latin1.encode(this.characters, this.text.clear(), true).isUnderflow();
	}

	/**
	 * Whether a loaded string needs no escapes.
	 * @param length its length
	 * @return {@code true} if it can be written as it is
	 */
	boolean isLoadedPlain(int length) {
		return ByteSearch.endOfPlainText(this.text.array(), 0, length) == length;
	}

	boolean isLoadedAscii(int length) {
		return ByteSearch.isAscii(this.text.array(), 0, length);
	}

	void loadedAsItIs(int length) {
		raw(this.text.array(), length);
	}

	void loaded(int length) {
		byte[] source = this.text.array();
		int index = 0;
		while (index < length) {
			// room for the rest if nothing in it needs an escape
			ensure(length - index + MARGIN);
			byte[] target = this.buffer;
			int at = this.size;
			int limit = target.length - MARGIN;
			while (index < length && at <= limit) {
				int copied = ByteSearch.copyPlainText(source, index, Math.min(length, index + limit - at), target, at);
				index += copied;
				at += copied;
				if (index < length && at <= limit) {
					at = character(target, at, (char) (source[index++] & 0xFF));
				}
			}
			this.size = at;
		}
	}

	private void escaped(String value, String field, @Nullable String topic) {
		int length = value.length();
		int index = 0;
		while (index < length) {
			ensure(length - index + MARGIN);
			byte[] target = this.buffer;
			int at = this.size;
			int limit = target.length - MARGIN;
			while (index < length && at <= limit) {
				char c = value.charAt(index++);
				if (!Character.isSurrogate(c)) {
					at = character(target, at, c);
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

	private int character(byte[] target, int at, char c) {
		if (c >= 0x80) {
			return this.escapeNonAscii ? unicodeEscape(target, at, c) : Utf8.write(target, at, c);
		}
		byte escape = ESCAPES[c];
		if (escape == 0) {
			target[at] = (byte) c;
			return at + 1;
		}
		if (escape == 'u') {
			return unicodeEscape(target, at, c);
		}
		target[at] = '\\';
		target[at + 1] = escape;
		return at + 2;
	}

	private int pair(byte[] target, int at, char high, char low) {
		if (this.escapeNonAscii) {
			return unicodeEscape(target, unicodeEscape(target, at, high), low);
		}
		return Utf8.write(target, at, Character.toCodePoint(high, low));
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
		this.buffer = Bytes.ensureCapacity(this.buffer, this.size, additional, INITIAL_BYTES);
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
