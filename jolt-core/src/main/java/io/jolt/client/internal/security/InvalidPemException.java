package io.jolt.client.internal.security;

/**
 * A PEM text is invalid. The reason never quotes it.
 */
final class InvalidPemException extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param reason what is wrong and what to do, on one line, after the name of the
	 * field
	 */
	InvalidPemException(String reason) {
		super(reason);
	}

}
