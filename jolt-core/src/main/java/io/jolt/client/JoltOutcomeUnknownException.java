package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * A request was written, but the connection was lost or the time ran out before the
 * answer came. The broker may or may not have acted on it; the client never resends it by
 * itself.
 */
public class JoltOutcomeUnknownException extends JoltException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message which request, and why its outcome is unknown
	 * @param cause the cause, or {@code null}
	 */
	public JoltOutcomeUnknownException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
