package io.jolt.broker.internal.routing;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the recipients of topics until a subscription changes. Bounded in bytes: when
 * full, it starts over. Owned by one thread.
 */
final class MatchCache {

	static final int MAX_BYTES = 1024 * 1024;

	// of an entry, its topic's tokens apart
	private static final int ENTRY_BYTES = 192;

	private static final int TOKEN_BYTES = 64;

	private static final int REFERENCE_BYTES = 8;

	private Map<TopicName, Object[]> recipients = new HashMap<>();

	// what all entries take at most
	private int bytes;

	// all entries are true as of this state of the registry
	private long changes;

	// the recipients of a topic, if known and current
	Object @Nullable [] get(TopicName topic, long changes) {
		if (this.bytes == 0) {
			return null;
		}
		forgetBefore(changes);
		return this.recipients.get(topic);
	}

	void put(TopicName topic, long changes, Object[] recipients) {
		int bytes = ENTRY_BYTES + topic.toString().length() + TOKEN_BYTES * topic.tokens().length
				+ REFERENCE_BYTES * recipients.length;
		if (bytes > MAX_BYTES / 4) {
			return;
		}
		forgetBefore(changes);
		if (this.bytes + bytes > MAX_BYTES) {
			clear();
		}
		this.changes = changes;
		this.recipients.put(topic, recipients);
		this.bytes += bytes;
	}

	void forgetBefore(long changes) {
		if (this.changes != changes && this.bytes > 0) {
			clear();
		}
	}

	private void clear() {
		// clearing a map costs as much as it has ever held
		this.recipients = new HashMap<>();
		this.bytes = 0;
	}

	int size() {
		return this.recipients.size();
	}

	int bytes() {
		return this.bytes;
	}

}
