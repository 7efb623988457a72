package io.jolt.client.tcp;

import org.jspecify.annotations.Nullable;

/**
 * The broker closed the connection right after the TLS handshake without saying why, as a
 * broker does that rejects the client's certificate or requires one.
 */
public final class JoltTlsRefusedException extends JoltConnectException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what happened, at which address, and what to do
	 * @param address the address that was tried
	 * @param cause the cause, or {@code null}
	 */
	public JoltTlsRefusedException(String message, JoltAddress address, @Nullable Throwable cause) {
		super(message, address, false, cause);
	}

}
