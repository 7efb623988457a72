package io.jolt.boot.autoconfigure;

import org.springframework.util.unit.DataSize;

/**
 * Sizes as the builders of client and broker take them.
 */
final class DataSizes {

	private DataSizes() {
	}

	/**
	 * Converts a size.
	 * @param size the size
	 * @return the size in bytes
	 * @throws IllegalArgumentException if it is out of range
	 */
	static int toIntBytes(DataSize size) {
		long bytes = size.toBytes();
		if (bytes > Integer.MAX_VALUE) {
			throw new IllegalArgumentException("the limit must be below 2 GB but is " + bytes + " bytes");
		}
		// what is negative is refused by who gets it
		return (int) Math.max(bytes, -1);
	}

}
