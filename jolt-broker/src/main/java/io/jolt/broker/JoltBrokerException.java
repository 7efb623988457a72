package io.jolt.broker;

import java.net.InetSocketAddress;

/**
 * A broker could not start.
 */
public class JoltBrokerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final InetSocketAddress address;

	/**
	 * Creates an exception.
	 * @param message what happened, and what to do
	 * @param address where the broker was to listen
	 * @param cause the cause
	 */
	public JoltBrokerException(String message, InetSocketAddress address, Throwable cause) {
		super(message, cause);
		this.address = address;
	}

	/**
	 * Where the broker was to listen.
	 * @return the address; unresolved if the host name is unknown
	 */
	public InetSocketAddress address() {
		return this.address;
	}

}
