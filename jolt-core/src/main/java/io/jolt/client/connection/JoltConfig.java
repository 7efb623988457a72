package io.jolt.client.connection;

import io.jolt.client.JoltAddress;

/**
 * Where a {@link JoltConnection} connects to. Immutable.
 */
public final class JoltConfig {

	/**
	 * The host unless told otherwise.
	 */
	public static final String DEFAULT_HOST = "127.0.0.1";

	/**
	 * The port unless told otherwise.
	 */
	public static final int DEFAULT_PORT = JoltAddress.DEFAULT_PORT;

	private final JoltAddress address;

	private final boolean allowPlaintextCredentials;

	/**
	 * Creates a configuration of {@code 127.0.0.1:8080}.
	 */
	public JoltConfig() {
		this(DEFAULT_HOST, DEFAULT_PORT);
	}

	/**
	 * Creates a configuration.
	 * @param host the host name or IP address, not blank
	 * @param port the TCP port, 1 to 65535
	 * @throws IllegalArgumentException if the host is blank or the port is out of range
	 */
	public JoltConfig(String host, int port) {
		this(host, port, false);
	}

	private JoltConfig(String host, int port, boolean allowPlaintextCredentials) {
		this.address = new JoltAddress(host, port);
		this.allowPlaintextCredentials = allowPlaintextCredentials;
	}

	/**
	 * Starts to build a configuration.
	 * @return a builder with the defaults
	 */
	public static Builder newBuilder() {
		return new Builder();
	}

	/**
	 * As {@link #newBuilder()}.
	 * @return a builder with the defaults
	 */
	public static Builder builder() {
		return newBuilder();
	}

	/**
	 * The host.
	 * @return the host name or IP address
	 */
	public String getHost() {
		return this.address.host();
	}

	/**
	 * The port.
	 * @return the TCP port
	 */
	public int getPort() {
		return this.address.port();
	}

	/**
	 * Whether {@link JoltConnection#auth} may send a password in clear text to an address
	 * off the loopback.
	 * @return {@code true} if it may
	 */
	public boolean isAllowPlaintextCredentials() {
		return this.allowPlaintextCredentials;
	}

	JoltAddress address() {
		return this.address;
	}

	@Override
	public String toString() {
		return "JoltConfig[host=" + getHost() + ", port=" + getPort() + "]";
	}

	/**
	 * Builds a {@link JoltConfig}. Not safe for use by several threads.
	 */
	public static final class Builder {

		private String host = DEFAULT_HOST;

		private int port = DEFAULT_PORT;

		private boolean allowPlaintextCredentials = false;

		private Builder() {
		}

		/**
		 * Sets the host.
		 * @param host the host name or IP address, not blank
		 * @return this builder
		 */
		public Builder host(String host) {
			this.host = host;
			return this;
		}

		/**
		 * Sets the port.
		 * @param port the TCP port, 1 to 65535
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Whether a password may be sent in clear text to an address off the loopback.
		 * @param allowPlaintextCredentials {@code true} to allow it
		 * @return this builder
		 */
		public Builder allowPlaintextCredentials(boolean allowPlaintextCredentials) {
			this.allowPlaintextCredentials = allowPlaintextCredentials;
			return this;
		}

		/**
		 * Builds the configuration.
		 * @return the configuration
		 * @throws IllegalArgumentException if the host is blank or the port is out of
		 * range
		 */
		public JoltConfig build() {
			return new JoltConfig(this.host, this.port, this.allowPlaintextCredentials);
		}

	}

}
