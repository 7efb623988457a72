package io.jolt.broker.internal.command;

/**
 * Something on the command line or in a file that its author has to put right. The
 * message is one line that says what.
 */
final class MistakeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MistakeException(String message) {
		super(message);
	}

}
