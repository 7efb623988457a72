package io.jolt.client.spi.exchange;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes ids that nobody can guess: who knows an inbox must not be able to answer other
 * requests than its own. Safe for use by several threads.
 */
final class RandomIds {

	private static final int ID_BYTES = 16;

	// asking the generator for many at once is several times as fast
	private static final int IDS_AT_ONCE = 64;

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final SecureRandom random = new SecureRandom();

	// guarded by this
	private final byte[] bytes = new byte[IDS_AT_ONCE * ID_BYTES];

	// where the unused ones begin; guarded by this
	private int next = this.bytes.length;

	/**
	 * Makes an id.
	 * @return 128 random bits in 22 characters of base64url
	 */
	String next() {
		byte[] id = new byte[ID_BYTES];
		synchronized (this) {
			if (this.next == this.bytes.length) {
				this.random.nextBytes(this.bytes);
				this.next = 0;
			}
			System.arraycopy(this.bytes, this.next, id, 0, ID_BYTES);
			this.next += ID_BYTES;
		}
		return ENCODER.encodeToString(id);
	}

}
