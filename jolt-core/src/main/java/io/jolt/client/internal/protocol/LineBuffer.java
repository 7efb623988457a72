package io.jolt.client.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.jolt.client.JoltNotSentException;
import org.jspecify.annotations.Nullable;

/**
 * Holds one line after the other, as bytes. A line needs no allocation once the buffer
 * has grown to its size. Owned by one thread at a time.
 */
public final class LineBuffer {

	/**
	 * A buffer that has grown beyond this is not reused, or an idle client would keep
	 * paying for one long line.
	 */
	private static final int RETAINED_BYTES = 32 * 1024;

	private static final int INITIAL_BYTES = 512;

	/**
	 * How much can be prepended to a line.
	 */
	static final int HEADROOM = 256;

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	// what follows the backslash for each ASCII character: 0 for no escape, 'u' for its
	// code
	private static final byte[] ESCAPES = escapes();

	// the most bytes that one character, or a pair of surrogates, takes, and what may be
	// overwritten after it
	private static final int MARGIN = 12 + Long.BYTES;

	private static final VarHandle TAKEN = taken();

	// for shorter strings, going through the encoder takes longer than the rest
	private static final int SHORT_CHARS = 64;

	private final boolean escapeNonAscii;

	// whether it is in use; changed by compare-and-set, or by its user
	@SuppressWarnings("unused")
	private boolean taken = true;

	private final CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();

	private byte[] buffer;

	// where the line begins
	private int start = HEADROOM;

	// where its next byte goes
	private int end = HEADROOM;

	// the buffer again
	private ByteBuffer view;

	// a string's characters on their way to bytes, as the JDK is fastest between arrays
	private CharBuffer characters = CharBuffer.allocate(INITIAL_BYTES);

	// a string's characters where each is one byte
	private ByteBuffer text = ByteBuffer.allocate(INITIAL_BYTES);

	LineBuffer(boolean escapeNonAscii) {
		this.escapeNonAscii = escapeNonAscii;
		this.view = ByteBuffer.allocate(HEADROOM + INITIAL_BYTES);
		this.buffer = this.view.array();
	}

	private static VarHandle taken() {
		try {
			return MethodHandles.lookup().findVarHandle(LineBuffer.class, "taken", boolean.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * Takes it, unless it is in use.
	 * @return whether the caller now owns it
	 */
	boolean tryTake() {
		return TAKEN.compareAndSet(this, false, true);
	}

	/**
	 * The caller uses it no longer.
	 */
	void release() {
		TAKEN.setRelease(this, false);
	}

	boolean isRetained() {
		return this.buffer.length + this.text.capacity() + 2 * this.characters.capacity() <= RETAINED_BYTES;
	}

	/**
	 * The line's bytes.
	 * @return an array that holds them, valid until the buffer is used again
	 */
	public byte[] bytes() {
		return this.buffer;
	}

	/**
	 * Where the line begins.
	 * @return where its first byte is
	 */
	public int offset() {
		return this.start;
	}

	/**
	 * The line's length.
	 * @return how many bytes it has with its LF
	 */
	public int length() {
		return this.end - this.start;
	}

	/**
	 * Copies the line.
	 * @return the line with its LF
	 */
	public byte[] toLine() {
		return Arrays.copyOfRange(this.buffer, this.start, this.end);
	}

	LineBuffer clear() {
		this.start = HEADROOM;
		this.end = HEADROOM;
		return this;
	}

	LineBuffer raw(byte[] bytes) {
		return raw(bytes, bytes.length);
	}

	private LineBuffer raw(byte[] bytes, int length) {
		ensure(length);
		System.arraycopy(bytes, 0, this.buffer, this.end, length);
		this.end += length;
		return this;
	}

	LineBuffer raw(char ascii) {
		ensure(1);
		this.buffer[this.end++] = (byte) ascii;
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
	 * @param field what to call it in an error
	 * @param topic the topic to name in an error, or {@code null} if there is none
	 * @return this buffer
	 */
	LineBuffer string(String value, String field, @Nullable String topic) {
		raw('"');
		if (!shortAndPlain(value)) {
			if (load(value)) {
				loaded(value.length());
			}
			else {
				escaped(value, field, topic);
			}
		}
		return raw('"');
	}

	// writes a string that needs no escapes. Returns false if it was not written
	private boolean shortAndPlain(String value) {
		int length = value.length();
		if (length > SHORT_CHARS) {
			return false;
		}
		ensure(length);
		for (int i = 0; i < length; i++) {
			char c = value.charAt(i);
			if (c >= 0x80 || ESCAPES[c] != 0) {
				return false;
			}
			this.buffer[this.end + i] = (byte) c;
		}
		this.end += length;
		return true;
	}

	/**
	 * Writes a string as is, if each of its characters fits into a byte.
	 * @param value the string
	 * @return {@code false} if it was not written
	 */
	boolean latin1(String value) {
		int length = value.length();
		ensure(length + MARGIN);
		if (!encode(value, this.view.clear().position(this.end))) {
			return false;
		}
		this.end += length;
		return true;
	}

	/**
	 * Whether what was written needs no escapes in a JSON string.
	 * @return {@code true} if it can stand between quotes as is
	 */
	boolean isPlain() {
		return ByteSearch.endOfPlainText(this.buffer, this.start, this.end) == this.end;
	}

	boolean isAscii() {
		return ByteSearch.isAscii(this.buffer, this.start, this.end);
	}

	/**
	 * Puts bytes before what was written.
	 * @param bytes the bytes, for which there is headroom
	 * @return this buffer
	 */
	LineBuffer prepend(byte[] bytes) {
		this.start -= bytes.length;
		System.arraycopy(bytes, 0, this.buffer, this.start, bytes.length);
		return this;
	}

	LineBuffer prepend(char ascii) {
		this.buffer[--this.start] = (byte) ascii;
		return this;
	}

	LineBuffer prependNumber(int value) {
		int rest = value;
		do {
			prepend((char) ('0' + rest % 10));
			rest /= 10;
		}
		while (rest > 0);
		return this;
	}

	/**
	 * Converts a string's characters to bytes, if each of them fits into one.
	 * @param value the string
	 * @return whether they do, and can be written by {@link #loaded}
	 */
	boolean load(String value) {
		int length = value.length();
		if (this.text.capacity() < length) {
			this.text = ByteBuffer.allocate(Math.max(length, 2 * this.text.capacity()));
		}
		return encode(value, this.text.clear());
	}

	private boolean encode(String value, ByteBuffer target) {
		int length = value.length();
		if (this.characters.capacity() < length) {
			this.characters = CharBuffer.allocate(Math.max(length, 2 * this.characters.capacity()));
		}
		value.getChars(0, length, this.characters.array(), 0);
		this.characters.position(0).limit(length);
		return this.latin1.reset().encode(this.characters, target, true).isUnderflow();
	}

	/**
	 * Whether a loaded string needs no escapes.
	 * @param length its length
	 * @return {@code true} if it can be written as is
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
			int at = this.end;
			int limit = target.length - MARGIN;
			while (index < length && at <= limit) {
				int copied = ByteSearch.copyPlainText(source, index, Math.min(length, index + limit - at), target, at);
				index += copied;
				at += copied;
				if (index < length && at <= limit) {
					at = character(target, at, (char) (source[index++] & 0xFF));
				}
			}
			this.end = at;
		}
	}

	private void escaped(String value, String field, @Nullable String topic) {
		int length = value.length();
		int index = 0;
		while (index < length) {
			ensure(length - index + MARGIN);
			byte[] target = this.buffer;
			int at = this.end;
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
			this.end = at;
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
		byte[] grown = Bytes.ensureCapacity(this.buffer, this.end, additional, INITIAL_BYTES);
		if (grown != this.buffer) {
			this.buffer = grown;
			this.view = ByteBuffer.wrap(grown);
		}
	}

	private static JoltNotSentException loneSurrogate(char surrogate, int index, String field, @Nullable String topic) {
		String where = (topic != null) ? " for topic '" + WireText.sanitize(topic) + "'" : "";
		return new JoltNotSentException(
				String.format("Not sent%s: the %s has a lone surrogate (\\u%04x at index %d), which is not a character",
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
