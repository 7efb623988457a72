package io.jolt.broker.internal.protocol;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Whether the headers of a message may be passed on. Owned by one thread.
 */
final class HeaderRules {

	static final int MAX_HEADERS = 64;

	static final int MAX_NAME_BYTES = 128;

	static final int MAX_TOTAL_BYTES = 16 * 1024;

	private final JsonCursor cursor = new JsonCursor();

	private final Set<String> names = new HashSet<>();

	// checks an object that is known to be well-formed JSON. Returns whether all its
	// values are strings, no name comes twice, and the limits are kept.
	boolean accept(byte[] line, int from, int to) {
		this.names.clear();
		this.cursor.reset(line, from, to);
		this.cursor.skipPast('{');
		if (this.cursor.skipPast('}')) {
			return true;
		}
		int total = 0;
		do {
			this.cursor.skipWhiteSpace();
			String name = nextString(line);
			this.cursor.skipPast(':');
			this.cursor.skipWhiteSpace();
			if (name == null || this.cursor.peek() != '"') {
				return false;
			}
			String value = nextString(line);
			if (value == null) {
				return false;
			}
			int nameBytes = Utf8.length(name);
			total += nameBytes + Utf8.length(value);
			boolean added = this.names.add(name);
			if (!added || nameBytes == 0 || nameBytes > MAX_NAME_BYTES || total > MAX_TOTAL_BYTES
					|| this.names.size() > MAX_HEADERS) {
				return false;
			}
		}
		while (this.cursor.skipPast(','));
		return true;
	}

	// null if it holds half of a surrogate pair
	private @Nullable String nextString(byte[] line) {
		int from = this.cursor.position + 1;
		this.cursor.skipString();
		int to = this.cursor.position - 1;
		boolean surrogates = (this.cursor.stringFlags & JsonCursor.SURROGATE_ESCAPES) != 0;
		return (surrogates && JsonText.hasLoneSurrogate(line, from, to)) ? null : JsonText.decode(line, from, to);
	}

}
