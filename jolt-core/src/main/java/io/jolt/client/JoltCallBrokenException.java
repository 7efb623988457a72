package io.jolt.client;

import org.jspecify.annotations.Nullable;

/**
 * A call has ended before it was complete: its connection was lost, the other side has
 * gone silent or did not keep to the protocol, or an item was lost. What was received up
 * to then may be only a part.
 */
public class JoltCallBrokenException extends JoltException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public JoltCallBrokenException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
