package io.jolt.broker.internal.protocol;

import java.util.Arrays;

/**
 * Makes JSON strings of texts, in ASCII alone: some clients cannot read a character that
 * is split between two reads. Owned by one thread.
 */
final class JsonEscaper {

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	private static final int FIRST_CAPACITY = 1024;

	// a longer one is given back
	private static final int KEPT_CAPACITY = 64 * 1024;

	// what a byte becomes at most, and a character of four bytes
	private static final int MARGIN = 12 + Long.BYTES;

	private byte[] bytes = new byte[FIRST_CAPACITY];

	private int length;

	// the text is valid UTF-8
	void escape(byte[] source, int from, int to) {
		this.length = 0;
		put('"');
		int at = from;
		while (at < to) {
			ensureRoom(to - at);
			int copied = ByteSearch.copyPlainText(source, at, to, this.bytes, this.length);
			this.length += copied;
			at += copied;
			if (at < to) {
				ensureRoom(0);
				at = escapeOne(source, at);
			}
		}
		ensureRoom(0);
		put('"');
	}

	byte[] bytes() {
		return this.bytes;
	}

	int length() {
		return this.length;
	}

	void release() {
		if (this.bytes.length > KEPT_CAPACITY) {
			this.bytes = new byte[FIRST_CAPACITY];
		}
	}

	// returns where the next character is
	private int escapeOne(byte[] source, int at) {
		byte lead = source[at];
		if (lead >= 0) {
			switch (lead) {
				case '"', '\\' -> put('\\').put((char) lead);
				case '\b' -> put('\\').put('b');
				case '\t' -> put('\\').put('t');
				case '\n' -> put('\\').put('n');
				case '\f' -> put('\\').put('f');
				case '\r' -> put('\\').put('r');
				default -> unit(lead);
			}
			return at + 1;
		}
		int more = (lead < (byte) 0xe0) ? 1 : (lead < (byte) 0xf0) ? 2 : 3;
		int codePoint = lead & (0x3f >> more);
		for (int i = 1; i <= more; i++) {
			codePoint = (codePoint << 6) | (source[at + i] & 0x3f);
		}
		if (more == 3) {
			unit(Character.highSurrogate(codePoint));
			unit(Character.lowSurrogate(codePoint));
		}
		else {
			unit(codePoint);
		}
		return at + 1 + more;
	}

	private void unit(int unit) {
		put('\\').put('u');
		for (int shift = 12; shift >= 0; shift -= 4) {
			put((char) HEX[(unit >> shift) & 0xf]);
		}
	}

	private JsonEscaper put(char ascii) {
		this.bytes[this.length++] = (byte) ascii;
		return this;
	}

	private void ensureRoom(int more) {
		int needed = this.length + more + MARGIN;
		if (needed > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(needed, 2 * this.bytes.length));
		}
	}

}
