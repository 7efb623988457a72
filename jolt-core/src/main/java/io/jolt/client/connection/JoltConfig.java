package io.jolt.client.connection;

import java.time.Duration;

import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltTls;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a {@link JoltConnection} connects. Immutable.
 */
public final class JoltConfig {

	/**
	 * The default host.
	 */
	public static final String DEFAULT_HOST = "127.0.0.1";

	/**
	 * The default port.
	 */
	public static final int DEFAULT_PORT = JoltAddress.DEFAULT_PORT;

	private final JoltAddress address;

	private final boolean allowPlaintextCredentials;

	private final Duration writeTimeout;

	private final @Nullable JoltTls tls;

	/**
	 * Creates a configuration for {@code 127.0.0.1:8080}.
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
		this(newBuilder().host(host).port(port));
	}

	private JoltConfig(Builder builder) {
		this.address = new JoltAddress(builder.host, builder.port);
		this.allowPlaintextCredentials = builder.allowPlaintextCredentials;
		this.writeTimeout = builder.writeTimeout;
		this.tls = builder.tls;
	}

	/**
	 * Starts building a configuration.
	 * @return a builder with the defaults
	 */
	public static Builder newBuilder() {
		return new Builder();
	}

	/**
	 * Same as {@link #newBuilder()}.
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
	 * Whether {@link JoltConnection#auth} may send a password in clear text to a
	 * non-loopback address.
	 * @return {@code true} if it may
	 */
	public boolean isAllowPlaintextCredentials() {
		return this.allowPlaintextCredentials;
	}

	/**
	 * How long a write may take before the connection counts as lost.
	 * @return the limit
	 */
	public Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	/**
	 * How the connection is secured.
	 * @return the settings, or {@code null} for plain TCP
	 */
	public @Nullable JoltTls getTls() {
		return this.tls;
	}

	JoltAddress address() {
		return this.address;
	}

	@Override
	public String toString() {
		return "JoltConfig[host=" + getHost() + ", port=" + getPort() + ((this.tls != null) ? ", tls=" + this.tls : "")
				+ "]";
	}

	/**
	 * Builds a {@link JoltConfig}. Not safe for use by several threads.
	 */
	public static final class Builder {

		private String host = DEFAULT_HOST;

		private int port = DEFAULT_PORT;

		private boolean allowPlaintextCredentials = false;

		private Duration writeTimeout = Duration.ofSeconds(10);

		private @Nullable JoltTls tls;

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
		 * Whether a password may be sent in clear text to a non-loopback address.
		 * @param allowPlaintextCredentials {@code true} to allow it
		 * @return this builder
		 */
		public Builder allowPlaintextCredentials(boolean allowPlaintextCredentials) {
			this.allowPlaintextCredentials = allowPlaintextCredentials;
			return this;
		}

		/**
		 * How long a write to the socket may take before the connection counts as lost;
		 * 10 seconds by default.
		 * @param writeTimeout the limit, positive
		 * @return this builder
		 */
		public Builder writeTimeout(Duration writeTimeout) {
			if (writeTimeout.isNegative() || writeTimeout.isZero()) {
				throw new IllegalArgumentException("writeTimeout must be positive but is " + writeTimeout);
			}
			this.writeTimeout = writeTimeout;
			return this;
		}

		/**
		 * Secures the connection with TLS. The broker's host name is verified.
		 * @param tls the settings
		 * @return this builder
		 */
		public Builder tls(JoltTls tls) {
			this.tls = tls;
			return this;
		}

		/**
		 * Builds the configuration.
		 * @return the configuration
		 * @throws IllegalArgumentException if the host is blank or the port is out of
		 * range
		 */
		public JoltConfig build() {
			return new JoltConfig(this);
		}

	}

}
