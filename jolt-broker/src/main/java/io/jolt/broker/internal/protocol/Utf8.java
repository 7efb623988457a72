package io.jolt.broker.internal.protocol;

/**
 * Whether bytes are well-formed UTF-8 as Unicode defines it: nothing overlong, no
 * surrogates, nothing above U+10FFFF.
 */
final class Utf8 {

	private Utf8() {
	}

	static boolean isValid(byte[] bytes, int from, int to) {
		int at = ByteSearch.endOfAscii(bytes, from, to);
		while (at < to) {
			int length = sequenceLength(bytes, at, to);
			if (length == 0) {
				return false;
			}
			at = ByteSearch.endOfAscii(bytes, at + length, to);
		}
		return true;
	}

	// of a sequence that begins outside ASCII; 0 where it is malformed
	private static int sequenceLength(byte[] bytes, int at, int to) {
		int lead = bytes[at] & 0xff;
		if (lead < 0xc2 || lead > 0xf4) {
			return 0;
		}
		int length = (lead < 0xe0) ? 2 : (lead < 0xf0) ? 3 : 4;
		if (to - at < length) {
			return 0;
		}
		int second = bytes[at + 1] & 0xff;
		int lowest = (lead == 0xe0) ? 0xa0 : (lead == 0xf0) ? 0x90 : 0x80;
		int highest = (lead == 0xed) ? 0x9f : (lead == 0xf4) ? 0x8f : 0xbf;
		if (second < lowest || second > highest) {
			return 0;
		}
		for (int i = 2; i < length; i++) {
			if ((bytes[at + i] & 0xc0) != 0x80) {
				return 0;
			}
		}
		return length;
	}

}
