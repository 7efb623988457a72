package io.jolt.client.tcp;

import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;

/**
 * No Jolt broker was reached at an address: the connection was refused, timed out or
 * closed at once, or something else answered.
 */
public class JoltConnectException extends JoltException {

	private static final long serialVersionUID = 1L;

	private final JoltAddress address;

	private final boolean httpPeer;

	/**
	 * Creates an exception.
	 * @param message what happened, at which address, and what to do
	 * @param address the address that was tried
	 * @param httpPeer whether the peer answered in HTTP
	 * @param cause the cause, or {@code null}
	 */
	public JoltConnectException(String message, JoltAddress address, boolean httpPeer, @Nullable Throwable cause) {
		super(message, cause);
		this.address = address;
		this.httpPeer = httpPeer;
	}

	/**
	 * The address that was tried.
	 * @return the address
	 */
	public JoltAddress address() {
		return this.address;
	}

	/**
	 * Whether the peer answered in HTTP: a web server listens where a broker is expected.
	 * @return {@code true} if a web server answered
	 */
	public boolean isHttpPeer() {
		return this.httpPeer;
	}

}
