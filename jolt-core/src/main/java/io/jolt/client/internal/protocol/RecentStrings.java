package io.jolt.client.internal.protocol;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Remembers recent topics and names by their bytes, as a subscriber receives a few often.
 * Grows with those in use, up to a bound, so that an idle connection pays nothing; owned
 * by the reading thread.
 */
final class RecentStrings {

	private static final int FIRST_SLOTS = 8;

	private static final int MAX_SLOTS = 256;

	private static final int MAX_BYTES = 96;

	private byte[][] keys = new byte[FIRST_SLOTS][];

	private @Nullable String[] strings = new String[FIRST_SLOTS];

	// how many have lost their place to others since the last growth
	private int displaced;

	/**
	 * Finds a string.
	 * @param bytes holds the string as it stands between its quotes
	 * @param from where it begins
	 * @param to where it ends
	 * @return the string, or {@code null} if it is not among the recent ones
	 */
	@Nullable String get(byte[] bytes, int from, int to) {
		int slot = slot(bytes, from, to);
		byte[] key = this.keys[slot];
		return (key != null && Arrays.equals(key, 0, key.length, bytes, from, to)) ? this.strings[slot] : null;
	}

	void put(byte[] bytes, int from, int to, String string) {
		if (to - from <= MAX_BYTES) {
			if (this.keys[slot(bytes, from, to)] != null && ++this.displaced > this.keys.length
					&& this.keys.length < MAX_SLOTS) {
				grow();
			}
			int slot = slot(bytes, from, to);
			this.keys[slot] = Arrays.copyOfRange(bytes, from, to);
			this.strings[slot] = string;
		}
	}

	// they are soon cached again
	private void grow() {
		this.displaced = 0;
		this.strings = new String[2 * this.strings.length];
		this.keys = new byte[2 * this.keys.length][];
	}

	private int slot(byte[] bytes, int from, int to) {
		int hash = ByteSearch.hash(bytes, from, to);
		return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (this.keys.length - 1);
	}

}
