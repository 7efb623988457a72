package io.jolt.client.internal.protocol;

import java.util.Random;

/**
 * Texts that take all the ways through a codec.
 */
final class RandomText {

	private static final String[] PIECES = { "a", "topic", " ", "\"", "\\", "/", "\n", "\r", "\t", "\u0000", "\u001f",
			"\u007f", "\u0085", "\u00e9", "\u07ff", "\u0800", "\u2028", "\ufeff", "\ufffd", "\uffff", "\ud83d\ude00",
			"\udbff\udfff", "{", "}", ":", ",", "true" };

	private RandomText() {
	}

	static String of(Random random, int pieces) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < pieces; i++) {
			text.append(PIECES[random.nextInt(PIECES.length)]);
		}
		return text.toString();
	}

}
