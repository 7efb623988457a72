package io.jolt.client.tcp;

import java.nio.file.Path;

import io.jolt.client.internal.security.ConnectionFileContent;
import io.jolt.client.internal.security.ConnectionFileReader;
import org.jspecify.annotations.Nullable;

/**
 * A connection file: everything needed to connect to a broker, as handed out by its
 * administrator. Immutable; neither a password nor a key appears in {@link #toString()}.
 */
public final class JoltConnectionFile {

	private final ConnectionFileContent content;

	private JoltConnectionFile(ConnectionFileContent content) {
		this.content = content;
	}

	/**
	 * Reads a connection file. With a CA, only that CA is trusted; with a fingerprint,
	 * the broker's certificate must match it, and without a CA the match alone
	 * establishes trust. If every user of the machine may read a file with a secret, a
	 * warning is logged. Blocks while it reads.
	 * @param file the file
	 * @param passphrase opens its private key if encrypted, or {@code null}
	 * @return what it says
	 * @throws IllegalArgumentException if it cannot be read, is malformed, has expired or
	 * the passphrase is wrong; the message is one line that names field and file, and
	 * never a secret
	 */
	public static JoltConnectionFile read(Path file, @Nullable String passphrase) {
		return new JoltConnectionFile(ConnectionFileReader.read(file, passphrase));
	}

	/**
	 * The client's name.
	 * @return the name
	 */
	public String clientName() {
		return this.content.clientName();
	}

	/**
	 * Who the client is.
	 * @return user and password, or {@code null} if the client has a certificate or is
	 * anonymous
	 */
	public @Nullable JoltCredentials credentials() {
		return this.content.credentials();
	}

	/**
	 * The broker's name.
	 * @return the name, for messages and logs
	 */
	public String brokerName() {
		return this.content.brokerName();
	}

	/**
	 * Where the broker is.
	 * @return the address
	 */
	public JoltAddress address() {
		return this.content.address();
	}

	/**
	 * How the connection is secured.
	 * @return the settings, or {@code null} for plain TCP
	 */
	public @Nullable JoltTls tls() {
		return this.content.tls();
	}

	@Override
	public String toString() {
		JoltCredentials credentials = credentials();
		return "JoltConnectionFile[client=" + clientName() + ", user="
				+ ((credentials != null) ? credentials.username() : "none") + ", broker=" + brokerName() + ", address="
				+ address() + ", tls=" + (tls() != null) + "]";
	}

}
