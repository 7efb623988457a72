package io.jolt.client.tcp;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLContext;

import io.jolt.client.internal.transport.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is secured with TLS: the keys and trusted certificates, and what
 * narrows them. The broker's host name is always verified; there is no way to trust
 * everybody. Immutable.
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
	 * TLS with keys and trusted certificates of one's own.
	 * @param context an initialized context
	 * @return the setting
	 */
	public static JoltTls of(SSLContext context) {
		return new JoltTls(Objects.requireNonNull(context, "context"), List.of(), List.of(), null);
	}

	/**
	 * Narrows the protocol versions.
	 * @param protocols the names as of {@code SSLParameters}, for example
	 * {@code TLSv1.3}; empty for the JVM's default
	 * @return a copy with that
	 */
	public JoltTls withProtocols(List<String> protocols) {
		return new JoltTls(this.context, List.copyOf(protocols), this.cipherSuites, this.fingerprint);
	}

	/**
	 * Narrows the cipher suites.
	 * @param cipherSuites the names as of {@code SSLParameters}; empty for the JVM's
	 * default
	 * @return a copy with that
	 */
	public JoltTls withCipherSuites(List<String> cipherSuites) {
		return new JoltTls(this.context, this.protocols, List.copyOf(cipherSuites), this.fingerprint);
	}

	/**
	 * Demands one certificate of the broker, on top of what the context demands.
	 * @param fingerprint the SHA-256 of the certificate in hexadecimal digits, with or
	 * without colons between pairs
	 * @return a copy with that
	 * @throws IllegalArgumentException if it is no such fingerprint
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
	 * The protocol versions that are allowed.
	 * @return their names; empty for the JVM's default
	 */
	public List<String> protocols() {
		return this.protocols;
	}

	/**
	 * The cipher suites that are allowed.
	 * @return their names; empty for the JVM's default
	 */
	public List<String> cipherSuites() {
		return this.cipherSuites;
	}

	/**
	 * The certificate that the broker must have.
	 * @return its SHA-256 fingerprint, upper-case pairs of digits with colons between
	 * them, or {@code null} for any that is trusted
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
