package io.jolt.client;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A connection file: all that is needed to connect to a broker, as its administrator
 * hands it out. Immutable; neither a password nor a key appears in {@link #toString()}.
 */
@SuppressWarnings({ "UnusedMethod", "DoNotCallSuggester" })
public final class JoltConnectionFile {

	private final String clientName;

	private final @Nullable JoltCredentials credentials;

	private final String brokerName;

	private final JoltAddress address;

	private final @Nullable JoltTls tls;

	private JoltConnectionFile(String clientName, @Nullable JoltCredentials credentials, String brokerName,
			JoltAddress address, @Nullable JoltTls tls) {
		this.clientName = clientName;
		this.credentials = credentials;
		this.brokerName = brokerName;
		this.address = address;
		this.tls = tls;
	}

	/**
	 * Reads a connection file.
	 * @param file the file
	 * @param passphrase opens its private key if that is encrypted, or {@code null}
	 * @return what it says
	 * @throws IllegalArgumentException if it cannot be read, is malformed, has expired or
	 * the passphrase is wrong; the message is one line that names field and file, and
	 * never a secret
	 */
	public static JoltConnectionFile read(Path file, @Nullable String passphrase) {
		throw new UnsupportedOperationException();
	}

	/**
	 * What the client is called.
	 * @return the name
	 */
	public String clientName() {
		return this.clientName;
	}

	/**
	 * Who the client is.
	 * @return user and password, or {@code null} if a certificate says it or nobody does
	 */
	public @Nullable JoltCredentials credentials() {
		return this.credentials;
	}

	/**
	 * What the broker is called.
	 * @return the name, for messages and logs
	 */
	public String brokerName() {
		return this.brokerName;
	}

	/**
	 * Where the broker is.
	 * @return the address
	 */
	public JoltAddress address() {
		return this.address;
	}

	/**
	 * How the connection is secured.
	 * @return the settings, or {@code null} for plain TCP
	 */
	public @Nullable JoltTls tls() {
		return this.tls;
	}

}
