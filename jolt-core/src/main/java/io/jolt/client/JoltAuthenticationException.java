package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * The broker refused the credentials, or requires some and received none.
 */
public class JoltAuthenticationException extends JoltException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message who was refused, where, and what the broker said
	 * @param cause the cause, or {@code null}
	 */
	public JoltAuthenticationException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
