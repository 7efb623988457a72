package io.jolt.client.tcp;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLContext;

import io.jolt.client.internal.transport.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is secured with TLS: the keys and trusted certificates, and further
 * restrictions. The broker's host name is always verified; trusting every certificate is
 * not possible. Immutable.
 */
public final class JoltTls {

	private final SSLContext context;

	private final List<String> protocols;

	private final List<String> cipherSuites;

	private final @Nullable String fingerprint;

	private JoltTls(SSLContext context, List<String> protocols, List<String> cipherSuites,
			@Nullable String fingerprint) {
		this.context = context;
		this.protocols = protocols;
		this.cipherSuites = cipherSuites;
		this.fingerprint = fingerprint;
	}

	/**
	 * TLS with the JVM's default trust store.
	 * @return the setting
	 */
	public static JoltTls systemDefault() {
		try {
			return of(SSLContext.getDefault());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The JVM's default TLS settings cannot be used: " + ex.getMessage(), ex);
		}
	}

	/**
	 * TLS with your own keys and trusted certificates.
	 * @param context an initialized context
	 * @return the setting
	 */
	public static JoltTls of(SSLContext context) {
		return new JoltTls(Objects.requireNonNull(context, "context"), List.of(), List.of(), null);
	}

	/**
	 * Restricts the protocol versions.
	 * @param protocols the names as in {@code SSLParameters}, for example
	 * {@code TLSv1.3}; empty for the JVM's default
	 * @return a copy with this setting
	 */
	public JoltTls withProtocols(List<String> protocols) {
		return new JoltTls(this.context, List.copyOf(protocols), this.cipherSuites, this.fingerprint);
	}

	/**
	 * Restricts the cipher suites.
	 * @param cipherSuites the names as in {@code SSLParameters}; empty for the JVM's
	 * default
	 * @return a copy with this setting
	 */
	public JoltTls withCipherSuites(List<String> cipherSuites) {
		return new JoltTls(this.context, this.protocols, List.copyOf(cipherSuites), this.fingerprint);
	}

	/**
	 * Requires one specific broker certificate, in addition to what the context requires.
	 * @param fingerprint the SHA-256 of the certificate in hexadecimal digits, with or
	 * without colons between pairs
	 * @return a copy with this setting
	 * @throws IllegalArgumentException if it is not such a fingerprint
	 */
	public JoltTls withFingerprint(String fingerprint) {
		return new JoltTls(this.context, this.protocols, this.cipherSuites, Fingerprint.normalize(fingerprint));
	}

	/**
	 * The keys and trusted certificates.
	 * @return the context
	 */
	public SSLContext context() {
		return this.context;
	}

	/**
	 * The allowed protocol versions.
	 * @return their names; empty for the JVM's default
	 */
	public List<String> protocols() {
		return this.protocols;
	}

	/**
	 * The allowed cipher suites.
	 * @return their names; empty for the JVM's default
	 */
	public List<String> cipherSuites() {
		return this.cipherSuites;
	}

	/**
	 * The certificate that the broker must have.
	 * @return its SHA-256 fingerprint, upper-case pairs of digits with colons between
	 * them, or {@code null} for any trusted one
	 */
	public @Nullable String fingerprint() {
		return this.fingerprint;
	}

	@Override
	public String toString() {
		return "JoltTls[protocols=" + this.protocols + ", cipherSuites=" + this.cipherSuites + ", fingerprint="
				+ this.fingerprint + "]";
	}

}
