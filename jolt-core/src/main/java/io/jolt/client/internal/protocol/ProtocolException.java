package io.jolt.client.internal.protocol;

import io.jolt.client.JoltException;

/**
 * The peer does not speak Jolt: a line that is malformed, too long, or of an unknown
 * kind. Its message quotes the input, escaped and truncated.
 */
public final class ProtocolException extends JoltException {

	private static final long serialVersionUID = 1L;

	private final boolean http;

	/**
	 * Creates an exception.
	 * @param message what is wrong, safe for a log
	 */
	public ProtocolException(String message) {
		this(message, false);
	}

	private ProtocolException(String message, boolean http) {
		super(message);
		this.http = http;
	}

	static ProtocolException malformed(String reason, byte[] bytes, int offset, int length) {
		return malformed(reason, WireText.sanitize(bytes, offset, length));
	}

	static ProtocolException malformed(String reason, String snippet) {
		return new ProtocolException("Malformed line from the broker, " + reason + ": '" + snippet + "'");
	}

	static ProtocolException http(byte[] bytes, int offset, int length) {
		return new ProtocolException("The peer answers in HTTP, so it is a web server, not a Jolt broker: '"
				+ WireText.sanitize(bytes, offset, length) + "'", true);
	}

	static ProtocolException tooLong(int maxLineBytes, byte[] bytes, int offset, int length) {
		return new ProtocolException("A line from the broker is longer than the limit of " + maxLineBytes
				+ " bytes; it begins with '" + WireText.sanitize(bytes, offset, length) + "'");
	}

	/**
	 * Whether the peer answered in HTTP.
	 * @return {@code true} if it is a web server
	 */
	public boolean isHttp() {
		return this.http;
	}

}
