package io.jolt.client.connection;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A line from the broker. Immutable.
 */
public abstract sealed class JoltResponse permits JoltOkResponse, JoltErrorResponse, JoltTopicMessage {

	private final String rawLine;

	JoltResponse(String rawLine) {
		this.rawLine = rawLine;
	}

	/**
	 * The line as it came.
	 * @return the line without its end
	 */
	public String getRawLine() {
		return this.rawLine;
	}

	/**
	 * All fields of the line, those that nobody knows included. Read anew on each call.
	 * @return the fields in their order: strings, numbers, booleans, lists, maps, nulls
	 */
	public Map<String, @Nullable Object> getRaw() {
		return JoltResponseParser.parse(this.rawLine);
	}

}
