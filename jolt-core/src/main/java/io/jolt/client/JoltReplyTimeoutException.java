package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * A request was published, or a call opened, but nobody answered in time. Whether
 * somebody handles it is unknown.
 */
public class JoltReplyTimeoutException extends JoltException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public JoltReplyTimeoutException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
