package io.jolt.client.internal.security;

import java.security.GeneralSecurityException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import io.jolt.client.internal.transport.Fingerprint;
import io.jolt.client.tcp.JoltTls;
import org.jspecify.annotations.Nullable;

/**
 * Creates TLS settings from a connection file's fields.
 */
final class ConnectionFileTls {

	private static final String CA = "broker.ca";

	private static final String FINGERPRINT = "broker.fingerprint";

	private static final String CERTIFICATE = "credential.certificate";

	private static final String PRIVATE_KEY = "credential.privateKey";

	private final ConnectionFileFields fields;

	private final @Nullable String passphrase;

	ConnectionFileTls(ConnectionFileFields fields, @Nullable String passphrase) {
		this.fields = fields;
		this.passphrase = passphrase;
	}

	/**
	 * Whether the file has fields that make sense only with TLS.
	 * @return {@code true} if it does
	 */
	boolean isDemanded() {
		return this.fields.has(CA) || this.fields.has(FINGERPRINT) || this.fields.has(CERTIFICATE);
	}

	/**
	 * Reads certificates, key and fingerprint.
	 * @return the settings
	 * @throws InvalidFieldException if one of them is wrong
	 */
	JoltTls read() throws InvalidFieldException {
		String fingerprint = fingerprint();
		TrustManager[] trust = trust(fingerprint);
		KeyManager[] keys = keys();
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys, trust, null);
			JoltTls tls = JoltTls.of(context);
			return (fingerprint != null) ? tls.withFingerprint(fingerprint) : tls;
		}
		catch (GeneralSecurityException ex) {
			throw new InvalidFieldException("",
					"Java cannot create TLS settings from it: " + ex.getClass().getSimpleName(), ex);
		}
	}

	private @Nullable String fingerprint() throws InvalidFieldException {
		if (!this.fields.has(FINGERPRINT)) {
			return null;
		}
		try {
			return Fingerprint.normalize(this.fields.required(FINGERPRINT));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidFieldException(FINGERPRINT, "it is not a fingerprint. " + ex.getMessage());
		}
	}

	// null for the JVM's default
	private TrustManager @Nullable [] trust(@Nullable String fingerprint) throws InvalidFieldException {
		if (this.fields.has(CA)) {
			try {
				return KeyStores.trust(Certificates.read(this.fields.required(CA)));
			}
			catch (InvalidPemException ex) {
				throw new InvalidFieldException(CA, String.valueOf(ex.getMessage()));
			}
			catch (GeneralSecurityException ex) {
				throw new InvalidFieldException(CA, "Java does not accept its certificates", ex);
			}
		}
		return (fingerprint != null) ? new TrustManager[] { new PinnedTrust(fingerprint) } : null;
	}

	private KeyManager @Nullable [] keys() throws InvalidFieldException {
		if (!this.fields.has(CERTIFICATE)) {
			return null;
		}
		String field = CERTIFICATE;
		try {
			var chain = Certificates.read(this.fields.required(CERTIFICATE));
			field = PRIVATE_KEY;
			Identity identity = new Identity(chain,
					PrivateKeys.read(this.fields.required(PRIVATE_KEY), this.passphrase));
			if (!identity.belongsTogether()) {
				throw new InvalidFieldException(PRIVATE_KEY, "it is not the key of credential.certificate");
			}
			return identity.keyManagers();
		}
		catch (InvalidPemException ex) {
			throw new InvalidFieldException(field, String.valueOf(ex.getMessage()));
		}
		catch (GeneralSecurityException ex) {
			throw new InvalidFieldException(field, "Java does not accept it", ex);
		}
	}

}
