package io.jolt.client.internal.protocol;

/**
 * A line is JSON, but not what a broker sends.
 */
final class UnknownFrameException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String reason;

	UnknownFrameException(String reason) {
		super(reason, null, false, false);
		this.reason = reason;
	}

	String reason() {
		return this.reason;
	}

}
