package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strings straight from bytes. It leaves what is, or only looks, malformed to
 * a reader that can tell. Not safe for use by several threads.
 */
final class JsonStringReader {

	/**
	 * A buffer that has grown beyond this is released after its string.
	 */
	private static final int RETAINED_BYTES = 64 * 1024;

	private static final byte[] EMPTY = {};

	// holds unescaped strings as UTF-8, never longer than escaped; owned by the reading
	// thread
	private byte[] unescaped = EMPTY;

	// where the byte after the last string's closing quote is; owned by the reading
	// thread
	private int next;

	/**
	 * Reads a string.
	 * @param bytes holds it
	 * @param from where the byte after its opening quote is
	 * @param to where the bytes end
	 * @return the string, or {@code null} if it may be malformed
	 */
	@Nullable String read(byte[] bytes, int from, int to) {
		boolean ascii = true;
		int at = from;
		while (true) {
			at = ByteSearch.endOfPlainText(bytes, at, to);
			if (at == to) {
				return null;
			}
			byte special = bytes[at];
			if (special == '"') {
				this.next = at + 1;
				return toString(bytes, from, at - from, ascii);
			}
			if (special == '\\') {
				return unescape(bytes, from, at, to, ascii);
			}
			if (special >= 0) {
				return null;
			}
			ascii = false;
			at++;
		}
	}

	/**
	 * Where to continue reading after a string.
	 * @return where the byte after its closing quote is
	 */
	int next() {
		return this.next;
	}

	private @Nullable String unescape(byte[] bytes, int from, int firstEscape, int to, boolean asciiBefore) {
		boolean ascii = asciiBefore;
		byte[] target = Bytes.ensureCapacity(this.unescaped, 0, to - from + Long.BYTES, 1024);
		this.unescaped = (target.length <= RETAINED_BYTES) ? target : EMPTY;
		int size = firstEscape - from;
		System.arraycopy(bytes, from, target, 0, size);
		int i = firstEscape;
		while (true) {
			int copied = ByteSearch.copyPlainText(bytes, i, to, target, size);
			i += copied;
			size += copied;
			if (i == to) {
				return null;
			}
			byte b = bytes[i++];
			if (b == '"') {
				this.next = i;
				return toString(target, 0, size, ascii);
			}
			if (b != '\\') {
				if (b >= 0) {
					return null;
				}
				ascii = false;
				target[size++] = b;
				continue;
			}
			if (i == to) {
				return null;
			}
			byte escape = bytes[i++];
			if (escape != 'u') {
				byte character = unescape(escape);
				if (character == 0) {
					return null;
				}
				target[size++] = character;
				continue;
			}
			int codePoint = hex(bytes, i, to);
			i += 4;
			if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
				codePoint = pair(codePoint, bytes, i, to);
				i += 6;
			}
			if (codePoint < 0) {
				return null;
			}
			ascii &= (codePoint < 0x80);
			size = Utf8.write(target, size, codePoint);
		}
	}

	private static int pair(int high, byte[] bytes, int from, int to) {
		if (high >= Character.MIN_LOW_SURROGATE || from + 2 > to || bytes[from] != '\\' || bytes[from + 1] != 'u') {
			return -1;
		}
		int low = hex(bytes, from + 2, to);
		if (low < Character.MIN_LOW_SURROGATE || low > Character.MAX_LOW_SURROGATE) {
			return -1;
		}
		return Character.toCodePoint((char) high, (char) low);
	}

	private static int hex(byte[] bytes, int from, int to) {
		if (from + 4 > to) {
			return -1;
		}
		int value = 0;
		for (int i = from; i < from + 4; i++) {
			int digit = hexDigit(bytes[i]);
			if (digit < 0) {
				return -1;
			}
			value = (value << 4) | digit;
		}
		return value;
	}

	private static int hexDigit(byte b) {
		if (b >= '0' && b <= '9') {
			return b - '0';
		}
		int lower = b | 0x20;
		return (lower >= 'a' && lower <= 'f') ? lower - 'a' + 10 : -1;
	}

	private static byte unescape(byte escape) {
		return switch (escape) {
			case '"', '\\', '/' -> escape;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> 0;
		};
	}

	static @Nullable String toString(byte[] bytes, int offset, int length, boolean ascii) {
		if (ascii) {
			return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
		}
		String string = new String(bytes, offset, length, StandardCharsets.UTF_8);
		// a replacement character may stand for malformed bytes
		return (string.indexOf('\uFFFD') < 0) ? string : null;
	}

}
