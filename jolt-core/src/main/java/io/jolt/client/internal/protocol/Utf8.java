package io.jolt.client.internal.protocol;

/**
 * Encodes UTF-8 by hand, without an intermediate string.
 */
final class Utf8 {

	private Utf8() {
	}

	/**
	 * Writes a code point that is not a surrogate.
	 * @param target where to write, with room for 4 bytes
	 * @param at where to begin
	 * @param codePoint the code point
	 * @return where the next byte belongs
	 */
	static int write(byte[] target, int at, int codePoint) {
		int next = at;
		if (codePoint < 0x80) {
			target[next++] = (byte) codePoint;
		}
		else if (codePoint < 0x800) {
			target[next++] = (byte) (0xC0 | (codePoint >> 6));
			target[next++] = continuation(codePoint);
		}
		else if (codePoint < 0x10000) {
			target[next++] = (byte) (0xE0 | (codePoint >> 12));
			target[next++] = continuation(codePoint >> 6);
			target[next++] = continuation(codePoint);
		}
		else {
			target[next++] = (byte) (0xF0 | (codePoint >> 18));
			target[next++] = continuation(codePoint >> 12);
			target[next++] = continuation(codePoint >> 6);
			target[next++] = continuation(codePoint);
		}
		return next;
	}

	/**
	 * How many bytes a text has. A lone surrogate counts as it does in a pair.
	 * @param text the text
	 * @return the number
	 */
	static int length(String text) {
		int bytes = text.length();
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c >= 0x80) {
				bytes += (c >= 0x800 && !Character.isSurrogate(c)) ? 2 : 1;
			}
		}
		return bytes;
	}

	private static byte continuation(int bits) {
		return (byte) (0x80 | (bits & 0x3F));
	}

}
