package io.jolt.broker.internal.command;

/**
 * A mistake on the command line or in a file that the user must correct. The message is
 * one line that says what.
 */
final class MistakeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MistakeException(String message) {
		super(message);
	}

}
