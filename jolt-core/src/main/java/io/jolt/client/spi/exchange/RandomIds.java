package io.jolt.client.spi.exchange;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Makes ids that nobody can guess: who knows an inbox must not be able to answer other
 * requests than its own. Safe for use by several threads.
 */
final class RandomIds {

	/**
	 * The greatest number that an id can begin with.
	 */
	static final int MAX_NUMBER = (1 << 24) - 1;

	private static final int ID_CHARS = 22;

	private static final int NUMBER_CHARS = 4;

	private static final int BITS = 6;

	private static final int MASK = (1 << BITS) - 1;

	// of an id that begins with a number: nobody guesses 72 bits while a request waits
	private static final int CHARS_BEHIND_NUMBER = 12;

	// asking the generator for many bytes at once is several times as fast
	private static final int BYTES_AT_ONCE = 1024;

	private static final byte[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
		.getBytes(StandardCharsets.US_ASCII);

	private static final byte[] VALUES = values();

	private final SecureRandom random = new SecureRandom();

	// guarded by this
	private final byte[] bytes = new byte[BYTES_AT_ONCE];

	// where the unused ones begin; guarded by this
	private int next = this.bytes.length;

	private static byte[] values() {
		byte[] values = new byte[128];
		Arrays.fill(values, (byte) -1);
		for (int i = 0; i < ALPHABET.length; i++) {
			values[ALPHABET[i]] = (byte) i;
		}
		return values;
	}

	/**
	 * Makes an id.
	 * @return 132 random bits in 22 characters of base64url
	 */
	String next() {
		return finish(new byte[ID_CHARS], 0);
	}

	/**
	 * Makes an id that begins with a number.
	 * @param number the number
	 * @return 16 characters of base64url
	 */
	String next(int number) {
		byte[] id = new byte[NUMBER_CHARS + CHARS_BEHIND_NUMBER];
		int rest = number;
		for (int i = NUMBER_CHARS - 1; i >= 0; i--) {
			id[i] = ALPHABET[rest & MASK];
			rest >>>= BITS;
		}
		return finish(id, NUMBER_CHARS);
	}

	private String finish(byte[] id, int from) {
		int count = id.length - from;
		synchronized (this) {
			if (this.bytes.length - this.next < count) {
				this.random.nextBytes(this.bytes);
				this.next = 0;
			}
			System.arraycopy(this.bytes, this.next, id, from, count);
			this.next += count;
		}
		for (int i = from; i < id.length; i++) {
			id[i] = ALPHABET[id[i] & MASK];
		}
		return new String(id, StandardCharsets.ISO_8859_1);
	}

	/**
	 * The number that an id begins with.
	 * @param id any text
	 * @return the number, or -1 if it begins with none
	 */
	static int number(String id) {
		if (id.length() != NUMBER_CHARS + CHARS_BEHIND_NUMBER) {
			return -1;
		}
		int number = 0;
		for (int i = 0; i < NUMBER_CHARS; i++) {
			char c = id.charAt(i);
			int value = (c < VALUES.length) ? VALUES[c] : -1;
			if (value < 0) {
				return -1;
			}
			number = (number << BITS) | value;
		}
		return number;
	}

}
