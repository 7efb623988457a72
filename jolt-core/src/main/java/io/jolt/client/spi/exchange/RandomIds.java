package io.jolt.client.spi.exchange;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Makes ids that nobody can guess: who knows an inbox must not be able to answer other
 * requests than its own. Safe for use by several threads.
 */
final class RandomIds {

	private static final int ID_CHARS = 22;

	// asking the generator for many at once is several times as fast
	private static final int IDS_AT_ONCE = 64;

	private static final byte[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
		.getBytes(StandardCharsets.US_ASCII);

	private final SecureRandom random = new SecureRandom();

	// guarded by this
	private final byte[] bytes = new byte[IDS_AT_ONCE * ID_CHARS];

	// where the unused ones begin; guarded by this
	private int next = this.bytes.length;

	/**
	 * Makes an id.
	 * @return 132 random bits in 22 characters of base64url
	 */
	String next() {
		byte[] id = new byte[ID_CHARS];
		synchronized (this) {
			if (this.next == this.bytes.length) {
				this.random.nextBytes(this.bytes);
				this.next = 0;
			}
			System.arraycopy(this.bytes, this.next, id, 0, ID_CHARS);
			this.next += ID_CHARS;
		}
		for (int i = 0; i < ID_CHARS; i++) {
			id[i] = ALPHABET[id[i] & (ALPHABET.length - 1)];
		}
		return new String(id, StandardCharsets.ISO_8859_1);
	}

}
