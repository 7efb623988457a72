package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * The text of a delivered message cannot be read: it is not encoded as its headers say,
 * or is too long.
 */
public class JoltPayloadException extends JoltException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message from which topic the message is, and what is wrong with its text
	 * @param cause the cause, or {@code null}
	 */
	public JoltPayloadException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
