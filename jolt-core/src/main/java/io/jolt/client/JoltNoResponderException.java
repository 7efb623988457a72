package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * Nobody is subscribed to the topic of a request or call, so nobody received it.
 */
public class JoltNoResponderException extends JoltException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public JoltNoResponderException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
