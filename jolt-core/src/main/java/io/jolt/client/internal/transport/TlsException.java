package io.jolt.client.internal.transport;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * A connection could not be secured. Its message is for the user: one line that says what
 * happened, at which address, and what to do.
 */
public final class TlsException extends SSLException {

	private static final long serialVersionUID = 1L;

	TlsException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
