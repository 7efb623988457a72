package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that make up nearly all of a connection's traffic: deliveries whose
 * values are strings, and {@code ok}. It judges nothing: whatever else it meets,
 * malformed or only unusual, it leaves to {@link JsonFrameReader}. Not safe for use by
 * several threads.
 */
final class FastFrameReader {

	private static final byte[] OK = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] OK_KEY = "ok\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] TOPIC_KEY = "topic\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] DATA_KEY = "data\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] HEADERS_KEY = "headers\"".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

	private final JsonStringReader strings = new JsonStringReader();

	// the line that is being read, and where; owned by the reading thread
	private byte[] bytes = OK;

	private int at;

	private int end;

	/**
	 * Reads a line.
	 * @param line holds the line
	 * @param offset where it begins
	 * @param length how many bytes it has
	 * @return what it is, or {@code null} to leave it to the other reader
	 */
	@Nullable InboundFrame read(byte[] line, int offset, int length) {
		if (length == OK.length && Arrays.equals(line, offset, offset + length, OK, 0, length)) {
			return Answer.OK;
		}
		this.bytes = line;
		this.at = offset;
		this.end = offset + length;
		try {
			return object(length);
		}
		finally {
			this.bytes = OK;
		}
	}

	private @Nullable InboundFrame object(int length) {
		if (!token('{')) {
			return null;
		}
		boolean ok = false;
		String topic = null;
		String data = null;
		Map<String, String> headers = null;
		do {
			if (!token('"')) {
				return null;
			}
			// a key that comes twice is the other reader's to refuse
			if (data == null && key(DATA_KEY)) {
				data = string();
				if (data == null) {
					return null;
				}
			}
			else if (topic == null && key(TOPIC_KEY)) {
				topic = string();
				if (topic == null) {
					return null;
				}
			}
			else if (headers == null && key(HEADERS_KEY)) {
				headers = headers();
				if (headers == null) {
					return null;
				}
			}
			else if (!ok && key(OK_KEY)) {
				ok = token(':') && isTrue();
				if (!ok) {
					return null;
				}
			}
			else {
				return null;
			}
		}
		while (token(','));
		if (!token('}') || skipWhitespace() != this.end) {
			return null;
		}
		if (topic != null && data != null) {
			return new Delivery(topic, data, (headers != null) ? headers : Map.of(), length);
		}
		return ok ? Answer.OK : null;
	}

	private @Nullable Map<String, String> headers() {
		if (!token(':') || !token('{')) {
			return null;
		}
		if (token('}')) {
			return Map.of();
		}
		Map<String, String> headers = new LinkedHashMap<>();
		do {
			String name = quoted();
			String value = (name != null) ? string() : null;
			if (name == null || value == null) {
				return null;
			}
			headers.put(name, value);
		}
		while (token(','));
		return token('}') ? Collections.unmodifiableMap(headers) : null;
	}

	private @Nullable String string() {
		return token(':') ? quoted() : null;
	}

	private @Nullable String quoted() {
		if (!token('"')) {
			return null;
		}
		String string = this.strings.read(this.bytes, this.at, this.end);
		this.at = this.strings.next();
		return string;
	}

	private boolean isTrue() {
		skipWhitespace();
		return key(TRUE);
	}

	private boolean key(byte[] expected) {
		int next = this.at + expected.length;
		if (next > this.end || !Arrays.equals(this.bytes, this.at, next, expected, 0, expected.length)) {
			return false;
		}
		this.at = next;
		return true;
	}

	private boolean token(char expected) {
		int next = skipWhitespace();
		if (next == this.end || this.bytes[next] != expected) {
			return false;
		}
		this.at = next + 1;
		return true;
	}

	private int skipWhitespace() {
		int next = this.at;
		while (next < this.end && isWhitespace(this.bytes[next])) {
			next++;
		}
		this.at = next;
		return next;
	}

	private static boolean isWhitespace(byte b) {
		return b == ' ' || b == '\t' || b == '\r' || b == '\n';
	}

}
