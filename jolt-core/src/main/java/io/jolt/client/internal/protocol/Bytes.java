package io.jolt.client.internal.protocol;

import java.util.Arrays;

/**
 * Small helpers for byte arrays.
 */
final class Bytes {

	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private Bytes() {
	}

	static byte[] ensureCapacity(byte[] bytes, int size, int additional, int minimum) {
		if (bytes.length - size >= additional) {
			return bytes;
		}
		long needed = (long) size + additional;
		if (needed > MAX_ARRAY) {
			throw new OutOfMemoryError("More bytes than an array holds");
		}
		long doubled = Math.max(bytes.length * 2L, minimum);
		return Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, doubled), MAX_ARRAY));
	}

}
