package io.jolt.client.connection;

import io.jolt.client.internal.protocol.WireText;

/**
 * The broker refused a request. Immutable.
 */
public final class JoltErrorResponse extends JoltResponse {

	private final String error;

	JoltErrorResponse(String rawLine, String error) {
		super(rawLine);
		this.error = error;
	}

	/**
	 * The broker's words.
	 * @return the error's text as it came
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
	 * The error for a log.
	 * @return the error's text, escaped and truncated
	 */
	@Override
	public String toString() {
		return "JoltErrorResponse[error=" + WireText.sanitize(this.error) + "]";
	}

}
