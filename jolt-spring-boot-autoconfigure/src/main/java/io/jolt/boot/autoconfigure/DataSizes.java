package io.jolt.boot.autoconfigure;

import org.springframework.util.unit.DataSize;

/**
 * Converts sizes for the builders of client and broker.
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
		// the builder rejects a negative size
		return (int) Math.max(bytes, -1);
	}

}
