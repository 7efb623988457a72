package io.jolt.boot.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The location of a client's broker, the credentials, and the security of the connection.
 */
public class JoltConnectionProperties {

	/**
	 * URL of the broker, jolt://user:password@host:port, or jolts:// for TLS. Overrides
	 * host, port, username and password, even if it names no user.
	 */
	private @Nullable String url;

	/**
	 * Addresses of the broker, as host:port, which are tried in order. An IPv6 address
	 * must be in brackets. Overrides host and port.
	 */
	private List<String> addresses = new ArrayList<>();

	/**
	 * Host name or IP address of the broker.
	 */
	private String host = "localhost";

	/**
	 * Port of the broker.
	 */
	private int port = 8080;

	/**
	 * Login user of the broker. Anonymous if not set.
	 */
	private @Nullable String username;

	/**
	 * Login password of the broker.
	 */
	private @Nullable String password;

	private final Ssl ssl = new Ssl();

	/**
	 * Whether to send credentials in clear text to an address that is not a loopback
	 * address.
	 */
	private boolean allowPlaintextCredentials = false;

	/**
	 * Connection file from the broker's administrator, which replaces the address,
	 * credentials and SSL settings.
	 */
	private @Nullable Path connectionFile;

	/**
	 * Passphrase of the private key in the connection file.
	 */
	private @Nullable String connectionFilePassphrase;

	/**
	 * The broker's URL.
	 * @return the URL, which may contain a password, or {@code null}
	 */
	public @Nullable String getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable String url) {
		this.url = url;
	}

	public List<String> getAddresses() {
		return this.addresses;
	}

	public void setAddresses(List<String> addresses) {
		this.addresses = addresses;
	}

	public String getHost() {
		return this.host;
	}

	public void setHost(String host) {
		this.host = host;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPassword() {
		return this.password;
	}

	public void setPassword(@Nullable String password) {
		this.password = password;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public boolean isAllowPlaintextCredentials() {
		return this.allowPlaintextCredentials;
	}

	public void setAllowPlaintextCredentials(boolean allowPlaintextCredentials) {
		this.allowPlaintextCredentials = allowPlaintextCredentials;
	}

	public @Nullable Path getConnectionFile() {
		return this.connectionFile;
	}

	public void setConnectionFile(@Nullable Path connectionFile) {
		this.connectionFile = connectionFile;
	}

	public @Nullable String getConnectionFilePassphrase() {
		return this.connectionFilePassphrase;
	}

	public void setConnectionFilePassphrase(@Nullable String connectionFilePassphrase) {
		this.connectionFilePassphrase = connectionFilePassphrase;
	}

	/**
	 * TLS settings.
	 */
	public static class Ssl {

		/**
		 * Whether to enable SSL support. Enabled automatically if "bundle" is set or the
		 * URL begins with jolts://, unless specified otherwise.
		 */
		private @Nullable Boolean enabled;

		/**
		 * SSL bundle name. If not set, the JVM's trust store is used.
		 */
		private @Nullable String bundle;

		public @Nullable Boolean getEnabled() {
			return this.enabled;
		}

		public void setEnabled(@Nullable Boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

}
