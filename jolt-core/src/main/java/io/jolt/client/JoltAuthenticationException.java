package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * The broker refused the credentials, or demands some and has none.
 */
public class JoltAuthenticationException extends JoltException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message who was refused where, and the broker's words
	 * @param cause the cause, or {@code null}
	 */
	public JoltAuthenticationException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
