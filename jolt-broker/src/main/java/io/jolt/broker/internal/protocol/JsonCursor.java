package io.jolt.broker.internal.protocol;

/**
 * A position in the bytes of one line that moves over whole JSON values, strictly as RFC
 * 8259 has them, and keeps none of them. It returns {@code false} for malformed input;
 * the position is then meaningless.
 */
final class JsonCursor {

	/** How deep values may be nested; the root counts as one. */
	static final int MAX_DEPTH = 64;

	/** How long a number may be written. */
	static final int MAX_NUMBER_LENGTH = 100;

	/** The string that was passed last holds escapes. */
	static final int ESCAPES = 1;

	/** The string that was passed last holds escaped surrogates, paired or not. */
	static final int SURROGATE_ESCAPES = 2;

	private byte[] bytes = {};

	private int end;

	int position;

	/** Whether a string held anything outside ASCII. */
	boolean nonAscii;

	/** Of the string that was passed last. */
	int stringFlags;

	void reset(byte[] bytes, int from, int to) {
		this.bytes = bytes;
		this.position = from;
		this.end = to;
		this.nonAscii = false;
		this.stringFlags = 0;
	}

	// the next byte, or 0 at the end (which is not JSON either way)
	byte peek() {
		return (this.position < this.end) ? this.bytes[this.position] : 0;
	}

	boolean atEnd() {
		return this.position == this.end;
	}

	// passes white space and then, when it is next, the given byte
	boolean skipPast(char expected) {
		skipWhiteSpace();
		if (peek() != expected) {
			return false;
		}
		this.position++;
		return true;
	}

	void skipWhiteSpace() {
		while (this.position < this.end) {
			byte next = this.bytes[this.position];
			if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
				return;
			}
			this.position++;
		}
	}

	// passes one value of any kind that stands inside the root
	boolean skipValue() {
		byte next = peek();
		return (next == '{' || next == '[') ? skipContainer() : skipScalar(next);
	}

	private boolean skipScalar(byte first) {
		return switch (first) {
			case '"' -> skipString();
			case 't' -> skipLiteral("true");
			case 'f' -> skipLiteral("false");
			case 'n' -> skipLiteral("null");
			default -> skipNumber();
		};
	}

	// not recursive: what is on the stack is one bit a level, set for an object
	private boolean skipContainer() {
		long objects = 0;
		int depth = 0;
		do {
			byte next = peek();
			if (next == '{' || next == '[') {
				// the root is the level above
				if (++depth >= MAX_DEPTH) {
					return false;
				}
				this.position++;
				boolean object = next == '{';
				objects = (objects << 1) | (object ? 1 : 0);
				skipWhiteSpace();
				if (peek() != (object ? '}' : ']')) {
					if (object && !skipName()) {
						return false;
					}
					continue;
				}
			}
			else if (!skipScalar(next)) {
				return false;
			}
			else {
				skipWhiteSpace();
			}
			while (depth > 0 && peek() == (((objects & 1) != 0) ? '}' : ']')) {
				this.position++;
				objects >>>= 1;
				depth--;
				if (depth > 0) {
					skipWhiteSpace();
				}
			}
			if (depth > 0) {
				if (!skipPast(',')) {
					return false;
				}
				skipWhiteSpace();
				if ((objects & 1) != 0 && !skipName()) {
					return false;
				}
			}
		}
		while (depth > 0);
		return true;
	}

	private boolean skipName() {
		if (!skipString() || !skipPast(':')) {
			return false;
		}
		skipWhiteSpace();
		return true;
	}

	// passes one string, from quote to quote
	boolean skipString() {
		if (peek() != '"') {
			return false;
		}
		this.stringFlags = 0;
		int at = this.position + 1;
		while (true) {
			at = ByteSearch.endOfPlainText(this.bytes, at, this.end);
			if (at == this.end) {
				return false;
			}
			byte special = this.bytes[at];
			if (special == '"') {
				this.position = at + 1;
				return true;
			}
			if (special == '\\') {
				at = skipEscape(at + 1);
				if (at < 0) {
					return false;
				}
			}
			else if (special < 0) {
				this.nonAscii = true;
				do {
					at++;
				}
				while (at < this.end && this.bytes[at] < 0);
			}
			else {
				return false;
			}
		}
	}

	// from behind the backslash; the position behind the escape, or -1
	private int skipEscape(int at) {
		if (at >= this.end) {
			return -1;
		}
		this.stringFlags |= ESCAPES;
		return switch (this.bytes[at]) {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
			case 'u' -> skipUnit(at + 1);
			default -> -1;
		};
	}

	private int skipUnit(int at) {
		int unit = JsonText.hexUnit(this.bytes, at, this.end);
		if (unit >= 0xd800 && unit <= 0xdfff) {
			this.stringFlags |= SURROGATE_ESCAPES;
		}
		return (unit >= 0) ? at + 4 : -1;
	}

	private boolean skipLiteral(String literal) {
		int length = literal.length();
		if (this.end - this.position < length) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			if (this.bytes[this.position + i] != literal.charAt(i)) {
				return false;
			}
		}
		this.position += length;
		return true;
	}

	private boolean skipNumber() {
		int start = this.position;
		if (peek() == '-') {
			this.position++;
		}
		if (peek() == '0') {
			this.position++;
		}
		else if (!skipDigits()) {
			return false;
		}
		if (peek() == '.') {
			this.position++;
			if (!skipDigits()) {
				return false;
			}
		}
		if (peek() == 'e' || peek() == 'E') {
			this.position++;
			if (peek() == '+' || peek() == '-') {
				this.position++;
			}
			if (!skipDigits()) {
				return false;
			}
		}
		return this.position - start <= MAX_NUMBER_LENGTH;
	}

	private boolean skipDigits() {
		int start = this.position;
		while (peek() >= '0' && peek() <= '9') {
			this.position++;
		}
		return this.position > start;
	}

}
