package io.jolt.client.internal.protocol;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the topics of late by the bytes they come as: a subscriber hears few topics
 * often. Bounded; owned by the reading thread.
 */
final class TopicCache {

	private static final int SLOTS = 256;

	private static final int MAX_BYTES = 96;

	private final byte[][] keys = new byte[SLOTS][];

	private final @Nullable String[] topics = new String[SLOTS];

	/**
	 * Finds a topic.
	 * @param bytes holds the topic as it stands between its quotes
	 * @param from where it begins
	 * @param to where it ends
	 * @return the topic, or {@code null} if it did not come of late
	 */
	@Nullable String get(byte[] bytes, int from, int to) {
		int slot = slot(bytes, from, to);
		byte[] key = this.keys[slot];
		return (key != null && Arrays.equals(key, 0, key.length, bytes, from, to)) ? this.topics[slot] : null;
	}

	void put(byte[] bytes, int from, int to, String topic) {
		if (to - from <= MAX_BYTES) {
			int slot = slot(bytes, from, to);
			this.keys[slot] = Arrays.copyOfRange(bytes, from, to);
			this.topics[slot] = topic;
		}
	}

	private static int slot(byte[] bytes, int from, int to) {
		int hash = to - from;
		for (int i = from; i < to; i++) {
			hash = 31 * hash + bytes[i];
		}
		return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOTS - 1);
	}

}
