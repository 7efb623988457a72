package io.jolt.broker;

import java.nio.file.Path;
import java.util.Objects;

import io.jolt.broker.internal.tls.TlsMaterial;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a broker: its certificate and key, and which client certificates it accepts
 * or requires. The PEM files are read when this is built; if they change, build it again.
 * TLS 1.2 and 1.3 only. Immutable.
 */
public final class JoltBrokerTls {

	private final TlsMaterial material;

	private final @Nullable ClientCertificate clientCertificate;

	private JoltBrokerTls(TlsMaterial material, @Nullable ClientCertificate clientCertificate) {
		this.material = material;
		this.clientCertificate = clientCertificate;
	}

	/**
	 * Starts setting up TLS.
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
	 * @return whether a CA is trusted
	 */
	public boolean asksForClientCertificate() {
		return !this.material.trust().isEmpty();
	}

	// by default, a client without a certificate authenticates otherwise, if possible
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
	 * Whether a client must present a certificate.
	 */
	public enum ClientCertificate {

		/** A client without a trusted certificate is refused. */
		REQUIRED,

		/**
		 * A client without a certificate authenticates otherwise. An untrusted
		 * certificate is refused.
		 */
		OPTIONAL

	}

	/**
	 * Collects the TLS settings. Not safe for use by several threads.
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
		 * The broker's certificate, followed by those of intermediate CAs.
		 * @param certificate a PEM file
		 * @return this builder
		 */
		public Builder certificate(Path certificate) {
			this.certificate = Objects.requireNonNull(certificate, "certificate");
			return this;
		}

		/**
		 * The private key that belongs to the certificate.
		 * @param privateKey a PEM file with a PKCS#8 key, encrypted or not
		 * @return this builder
		 */
		public Builder privateKey(Path privateKey) {
			this.privateKey = Objects.requireNonNull(privateKey, "privateKey");
			return this;
		}

		/**
		 * The password of the private key.
		 * @param privateKeyPassword the password; null if the key is not encrypted
		 * @return this builder
		 */
		public Builder privateKeyPassword(@Nullable String privateKeyPassword) {
			this.privateKeyPassword = privateKeyPassword;
			return this;
		}

		/**
		 * The CAs whose client certificates are accepted. Without them, clients are not
		 * asked for certificates.
		 * @param trust a PEM file with one or more certificates; null for none
		 * @return this builder
		 */
		public Builder trust(@Nullable Path trust) {
			this.trust = trust;
			return this;
		}

		/**
		 * Whether clients must present a certificate. By default it is optional if
		 * security is on, as they can authenticate otherwise, and required if it is off.
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
		 * @throws IllegalArgumentException if a file cannot be read or has the wrong
		 * content; the message is one line that names the setting and the file, and no
		 * secret
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
