package io.jolt.client.tcp;

import java.io.Serializable;
import java.util.Objects;

/**
 * Where a broker listens: a host name or IP address, not yet resolved, and a TCP port.
 *
 * @param host the host name or IP address (an IPv6 address without brackets), not blank
 * @param port the TCP port, 1 to 65535
 */
public record JoltAddress(String host, int port) implements Serializable {

	/**
	 * The port on which a Jolt broker listens by default.
	 */
	public static final int DEFAULT_PORT = 8080;

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an address.
	 * @throws IllegalArgumentException if the host is blank or the port is out of range
	 */
	public JoltAddress {
		Objects.requireNonNull(host, "host");
		if (host.isBlank()) {
			throw new IllegalArgumentException("The broker's host must not be blank");
		}
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("The broker's port must be between 1 and 65535 but is " + port);
		}
	}

	/**
	 * The address as it appears in messages and logs, {@code host:port}.
	 * @return host and port, an IPv6 address in brackets
	 */
	@Override
	public String toString() {
		return ((this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}
