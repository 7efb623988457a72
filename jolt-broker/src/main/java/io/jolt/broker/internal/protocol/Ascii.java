package io.jolt.broker.internal.protocol;

/**
 * Compares bytes with names of the protocol, which are short and ASCII.
 */
final class Ascii {

	private Ascii() {
	}

	static boolean equals(String text, byte[] bytes, int from, int to) {
		int length = text.length();
		if (to - from != length) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			if (text.charAt(i) != bytes[from + i]) {
				return false;
			}
		}
		return true;
	}

}
