package io.jolt.broker;

import java.nio.file.Path;
import java.util.Objects;

import io.jolt.broker.internal.tls.TlsMaterial;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a broker: its certificate and key, and whose certificates its clients may or
 * must present. The files are in PEM and read when this is built; after a change of them
 * build it anew. TLS 1.2 and 1.3 only. Immutable.
 */
public final class JoltBrokerTls {

	private final TlsMaterial material;

	private final @Nullable ClientCertificate clientCertificate;

	private JoltBrokerTls(TlsMaterial material, @Nullable ClientCertificate clientCertificate) {
		this.material = material;
		this.clientCertificate = clientCertificate;
	}

	/**
	 * Begins to set up TLS.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	TlsMaterial material() {
		return this.material;
	}

	/**
	 * Whether clients are asked for a certificate.
	 * @return whether there is a CA to trust
	 */
	public boolean asksForClientCertificate() {
		return !this.material.trust().isEmpty();
	}

	// by default: who has no certificate authenticates otherwise, where that is possible
	boolean requiresClientCertificate(boolean securityEnabled) {
		return asksForClientCertificate() && ((this.clientCertificate != null)
				? this.clientCertificate == ClientCertificate.REQUIRED : !securityEnabled);
	}

	@Override
	public String toString() {
		return "JoltBrokerTls[" + this.material.chain().get(0).getSubjectX500Principal()
				+ (asksForClientCertificate() ? ", asks for client certificates" : "") + "]";
	}

	/**
	 * Whether a client has to present a certificate.
	 */
	public enum ClientCertificate {

		/** Who presents none that is trusted is not let in. */
		REQUIRED,

		/**
		 * Who presents none authenticates otherwise. One that is not trusted is refused.
		 */
		OPTIONAL

	}

	/**
	 * Collects what TLS needs. Not safe for use by several threads.
	 */
	public static final class Builder {

		private @Nullable Path certificate;

		private @Nullable Path privateKey;

		private @Nullable String privateKeyPassword;

		private @Nullable Path trust;

		private @Nullable ClientCertificate clientCertificate;

		private Builder() {
		}

		/**
		 * The broker's certificate, followed by those of intermediate authorities.
		 * @param certificate a file in PEM
		 * @return this builder
		 */
		public Builder certificate(Path certificate) {
			this.certificate = Objects.requireNonNull(certificate, "certificate");
			return this;
		}

		/**
		 * The private key that belongs to the certificate.
		 * @param privateKey a file in PEM that holds a key in PKCS#8, in clear or
		 * encrypted
		 * @return this builder
		 */
		public Builder privateKey(Path privateKey) {
			this.privateKey = Objects.requireNonNull(privateKey, "privateKey");
			return this;
		}

		/**
		 * What opens the private key.
		 * @param privateKeyPassword the password; null where the key is not encrypted
		 * @return this builder
		 */
		public Builder privateKeyPassword(@Nullable String privateKeyPassword) {
			this.privateKeyPassword = privateKeyPassword;
			return this;
		}

		/**
		 * The authorities whose client certificates are accepted. Without it clients are
		 * asked for none.
		 * @param trust a file in PEM with one or more certificates; null for none
		 * @return this builder
		 */
		public Builder trust(@Nullable Path trust) {
			this.trust = trust;
			return this;
		}

		/**
		 * Whether clients have to present a certificate. By default they may where
		 * security is on, as they can authenticate otherwise, and have to where it is
		 * off.
		 * @param clientCertificate required or optional; null for the default
		 * @return this builder
		 */
		public Builder clientCertificate(@Nullable ClientCertificate clientCertificate) {
			this.clientCertificate = clientCertificate;
			return this;
		}

		/**
		 * Reads the files.
		 * @return the settings
		 * @throws IllegalArgumentException where a file cannot be read, or does not hold
		 * what it should: one line that names the setting and the file, and no secret
		 */
		public JoltBrokerTls build() {
			if (this.certificate == null) {
				throw new IllegalArgumentException("certificate is missing");
			}
			if (this.privateKey == null) {
				throw new IllegalArgumentException("privateKey is missing");
			}
			if (this.clientCertificate != null && this.trust == null) {
				throw new IllegalArgumentException("clientCertificate needs trust: whose certificates are accepted");
			}
			return new JoltBrokerTls(
					TlsMaterial.read(this.certificate, this.privateKey, this.privateKeyPassword, this.trust),
					this.clientCertificate);
		}

	}

}
