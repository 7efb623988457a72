package io.jolt.client.connection;

/**
 * The broker accepted a request. Immutable.
 */
public final class JoltOkResponse extends JoltResponse {

	JoltOkResponse(String rawLine) {
		super(rawLine);
	}

	/**
	 * Whether the request was accepted.
	 * @return {@code true}
	 */
	public boolean isOk() {
		return true;
	}

	@Override
	public String toString() {
		return "JoltOkResponse[ok=true]";
	}

}
