package io.jolt.client.connection;

import java.util.Map;

import io.jolt.client.internal.protocol.JsonObjectReader;
import io.jolt.client.internal.protocol.WireText;
import org.jspecify.annotations.Nullable;

/**
 * The broker refused a request. Immutable.
 */
public final class JoltErrorResponse {

	private final String rawLine;

	private final String error;

	JoltErrorResponse(String rawLine, String error) {
		this.rawLine = rawLine;
		this.error = error;
	}

	/**
	 * The broker's error.
	 * @return the error's text as received
	 */
	public String getError() {
		return this.error;
	}

	/**
	 * Whether the request was accepted.
	 * @return {@code false}
	 */
	public boolean isOk() {
		return false;
	}

	/**
	 * The line as received.
	 * @return the line without its end
	 */
	public String getRawLine() {
		return this.rawLine;
	}

	/**
	 * All fields of the line, including unknown ones. Parsed on each call.
	 * @return the fields in their order: strings, numbers, booleans, lists, maps, nulls
	 */
	public Map<String, @Nullable Object> getRaw() {
		return JsonObjectReader.read(this.rawLine);
	}

	/**
	 * The error for a log.
	 * @return the error's text, escaped and truncated
	 */
	@Override
	public String toString() {
		return "JoltErrorResponse[error=" + WireText.sanitize(this.error) + "]";
	}

}
