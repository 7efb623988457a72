package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Whether the headers of a message may be passed on. Owned by one thread.
 */
final class HeaderRules {

	static final int MAX_HEADERS = 64;

	static final int MAX_NAME_BYTES = 128;

	static final int MAX_TOTAL_BYTES = 16 * 1024;

	private final JsonCursor cursor = new JsonCursor();

	// where the names of the present object stand: comparing the few there are is faster
	// than hashing them
	private final int[] namesFrom = new int[MAX_HEADERS];

	private final int[] namesTo = new int[MAX_HEADERS];

	// a name with escapes as it is meant; null for one that stands in the line
	private final byte[] @Nullable [] unescapedNames = new byte[MAX_HEADERS][];

	private int names;

	// of the string that was read last
	private int from;

	private int to;

	private byte @Nullable [] unescaped;

	// checks an object that is known to be well-formed JSON and UTF-8. Returns whether
	// all its values are strings, no name comes twice, and the limits are kept.
	boolean accept(byte[] line, int objectFrom, int objectTo) {
		this.names = 0;
		this.cursor.reset(line, objectFrom, objectTo);
		this.cursor.skipPast('{');
		if (this.cursor.skipPast('}')) {
			return true;
		}
		int total = 0;
		do {
			this.cursor.skipWhiteSpace();
			if (!nextString(line)) {
				return false;
			}
			int nameBytes = this.to - this.from;
			if (nameBytes == 0 || nameBytes > MAX_NAME_BYTES || !addName(line)) {
				return false;
			}
			this.cursor.skipPast(':');
			this.cursor.skipWhiteSpace();
			if (this.cursor.peek() != '"' || !nextString(line)) {
				return false;
			}
			total += nameBytes + this.to - this.from;
			if (total > MAX_TOTAL_BYTES) {
				return false;
			}
		}
		while (this.cursor.skipPast(','));
		return true;
	}

	// returns whether there is room for it and it is new
	private boolean addName(byte[] line) {
		byte[] name = (this.unescaped != null) ? this.unescaped : line;
		for (int i = 0; i < this.names; i++) {
			byte[] known = (this.unescapedNames[i] != null) ? this.unescapedNames[i] : line;
			if (Arrays.equals(name, this.from, this.to, known, this.namesFrom[i], this.namesTo[i])) {
				return false;
			}
		}
		if (this.names == MAX_HEADERS) {
			return false;
		}
		this.namesFrom[this.names] = this.from;
		this.namesTo[this.names] = this.to;
		this.unescapedNames[this.names] = this.unescaped;
		this.names++;
		return true;
	}

	// returns false if it holds half of a surrogate pair
	private boolean nextString(byte[] line) {
		this.from = this.cursor.position + 1;
		this.cursor.skipString();
		this.to = this.cursor.position - 1;
		this.unescaped = null;
		if (this.cursor.stringFlags == 0) {
			return true;
		}
		boolean surrogates = (this.cursor.stringFlags & JsonCursor.SURROGATE_ESCAPES) != 0;
		if (surrogates && JsonText.hasLoneSurrogate(line, this.from, this.to)) {
			return false;
		}
		this.unescaped = JsonText.decode(line, this.from, this.to).getBytes(StandardCharsets.UTF_8);
		this.from = 0;
		this.to = this.unescaped.length;
		return true;
	}

}
