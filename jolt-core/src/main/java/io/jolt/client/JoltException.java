package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * The root of the exceptions that this client throws. A subtype exists where a caller may
 * want to tell it apart.
 */
public class JoltException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what happened, to which topic or broker, and what to do
	 */
	public JoltException(String message) {
		super(message);
	}

	/**
	 * Creates an exception with a cause.
	 * @param message what happened, to which topic or broker, and what to do
	 * @param cause the cause, or {@code null}
	 */
	public JoltException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
