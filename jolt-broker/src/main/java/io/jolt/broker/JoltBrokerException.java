package io.jolt.broker;

import java.net.InetSocketAddress;

/**
 * A broker could not start.
 */
public class JoltBrokerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final InetSocketAddress address;

	/**
	 * Makes an exception.
	 * @param message what happened, and what to do
	 * @param address where the broker was to listen
	 * @param cause why
	 */
	public JoltBrokerException(String message, InetSocketAddress address, Throwable cause) {
		super(message, cause);
		this.address = address;
	}

	/**
	 * Where the broker was to listen.
	 * @return the address; unresolved where the host name is not known
	 */
	public InetSocketAddress address() {
		return this.address;
	}

}
