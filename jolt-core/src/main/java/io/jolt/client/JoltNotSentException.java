package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * A request never reached the broker, so it is safe to try again.
 */
public class JoltNotSentException extends JoltException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what was not sent, and why
	 */
	public JoltNotSentException(String message) {
		super(message);
	}

	/**
	 * Creates an exception with a cause.
	 * @param message what was not sent, and why
	 * @param cause the cause, or {@code null}
	 */
	public JoltNotSentException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
