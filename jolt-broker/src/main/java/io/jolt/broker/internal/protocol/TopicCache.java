package io.jolt.broker.internal.protocol;

import java.util.Arrays;

import io.jolt.broker.internal.routing.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Remembers recent topics by their bytes: a publisher uses a few topics often, and
 * validating and hashing one costs more than the rest of a small request. Bounded; owned
 * by one thread.
 */
final class TopicCache {

	private static final int SLOTS = 256;

	private static final int MAX_RAW_LENGTH = 96;

	private final byte[][] raw = new byte[SLOTS][];

	private final @Nullable TopicName[] topics = new TopicName[SLOTS];

	// the topic that stands between the quotes. Returns the topic, or null if the
	// text cannot be one.
	@Nullable TopicName get(byte[] line, int from, int to) {
		if (to - from > MAX_RAW_LENGTH) {
			return TopicName.of(JsonText.decode(line, from, to));
		}
		int slot = slot(line, from, to);
		byte[] cached = this.raw[slot];
		if (cached != null && Arrays.equals(cached, 0, cached.length, line, from, to)) {
			return this.topics[slot];
		}
		TopicName topic = TopicName.of(JsonText.decode(line, from, to));
		if (topic != null) {
			this.raw[slot] = Arrays.copyOfRange(line, from, to);
			this.topics[slot] = topic;
		}
		return topic;
	}

	private static int slot(byte[] line, int from, int to) {
		int hash = ByteSearch.hash(line, from, to);
		return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOTS - 1);
	}

}
