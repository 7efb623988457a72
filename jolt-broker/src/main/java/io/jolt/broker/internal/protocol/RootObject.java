package io.jolt.broker.internal.protocol;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Passes over the root object of a line and notes where the values of the known fields
 * stand. Looks at nothing else of them than that they are JSON.
 */
final class RootObject {

	private final JsonCursor cursor = new JsonCursor();

	final Value op = new Value("op");

	final Value topic = new Value("topic");

	final Value data = new Value("data");

	final Value headers = new Value("headers");

	final Value pattern = new Value("pattern");

	final Value user = new Value("user");

	final Value pass = new Value("pass");

	final Value sizedData = new Value("sized_data");

	final Value observer = new Value("observer");

	final Value group = new Value("group");

	final Value count = new Value("count");

	// the more frequent, the earlier
	private final Value[] values = { this.op, this.topic, this.data, this.headers, this.count, this.pattern, this.group,
			this.user, this.pass, this.sizedData, this.observer };

	// the names of unknown fields, which may not come twice either
	private final Set<String> unknownNames = new HashSet<>();

	private byte[] line = {};

	// reads a line. Returns whether it is one JSON object with no field twice.
	boolean read(byte[] line, int from, int to) {
		this.line = line;
		this.cursor.reset(line, from, to);
		for (Value value : this.values) {
			value.clear();
		}
		if (!this.unknownNames.isEmpty()) {
			this.unknownNames.clear();
		}
		if (!this.cursor.skipPast('{')) {
			return false;
		}
		if (!this.cursor.skipPast('}')) {
			do {
				this.cursor.skipWhiteSpace();
				if (!readField()) {
					return false;
				}
			}
			while (this.cursor.skipPast(','));
			if (!this.cursor.skipPast('}')) {
				return false;
			}
		}
		this.cursor.skipWhiteSpace();
		return this.cursor.atEnd();
	}

	private boolean readField() {
		int nameFrom = this.cursor.position + 1;
		if (!this.cursor.skipString()) {
			return false;
		}
		int nameTo = this.cursor.position - 1;
		boolean escaped = this.cursor.stringFlags != 0;
		if (!this.cursor.skipPast(':')) {
			return false;
		}
		this.cursor.skipWhiteSpace();
		String name = escaped ? JsonText.decode(this.line, nameFrom, nameTo) : null;
		Value value = (name != null) ? named(name) : named(nameFrom, nameTo);
		int valueFrom = this.cursor.position;
		if (!this.cursor.skipValue()) {
			return false;
		}
		if (value == null) {
			return this.unknownNames.add((name != null) ? name : JsonText.decode(this.line, nameFrom, nameTo));
		}
		if (value.isPresent()) {
			return false;
		}
		value.set(this.line[valueFrom], valueFrom, this.cursor.position, this.cursor.stringFlags);
		return true;
	}

	private @Nullable Value named(int from, int to) {
		for (Value value : this.values) {
			if (Ascii.equals(value.name, this.line, from, to)) {
				return value;
			}
		}
		return null;
	}

	private @Nullable Value named(String name) {
		for (Value value : this.values) {
			if (value.name.equals(name)) {
				return value;
			}
		}
		return null;
	}

	// whether a string of the line holds anything outside ASCII. Elsewhere such bytes are
	// not JSON.
	boolean hasNonAscii() {
		return this.cursor.nonAscii;
	}

	/**
	 * Where the value of a field stands, from its first byte to behind its last.
	 */
	static final class Value {

		private final String name;

		// 0 if the field is missing
		private byte first;

		int from;

		int to;

		// JsonCursor's, where it is a string
		private int flags;

		private Value(String name) {
			this.name = name;
		}

		void clear() {
			this.first = 0;
		}

		void set(byte first, int from, int to, int flags) {
			this.first = first;
			this.from = from;
			this.to = to;
			this.flags = flags;
		}

		boolean isPresent() {
			return this.first != 0;
		}

		boolean isString() {
			return this.first == '"';
		}

		boolean isObject() {
			return this.first == '{';
		}

		boolean isTrue() {
			return this.first == 't';
		}

		boolean isFalse() {
			return this.first == 'f';
		}

		boolean isNoBoolean() {
			return isPresent() && !isTrue() && !isFalse();
		}

		boolean hasEscapes() {
			return (this.flags & JsonCursor.ESCAPES) != 0;
		}

		// whether it is a string that can be one: without half of a surrogate pair
		boolean isWellFormedString(byte[] line) {
			return isString() && ((this.flags & JsonCursor.SURROGATE_ESCAPES) == 0
					|| !JsonText.hasLoneSurrogate(line, this.from + 1, this.to - 1));
		}

		String text(byte[] line) {
			return JsonText.decode(line, this.from + 1, this.to - 1);
		}

	}

}
