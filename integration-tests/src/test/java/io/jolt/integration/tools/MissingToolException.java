package io.jolt.integration.tools;

/**
 * A tool that a test needs is not there.
 */
class MissingToolException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MissingToolException(String message) {
		super(message);
	}

}
