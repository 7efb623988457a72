package io.jolt.client.internal.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate chain and the private key that belongs to it. Immutable.
 */
final class Identity {

	// protects an entry of a store in memory, which needs one
	private static final char[] ENTRY = "entry".toCharArray();

	private static final byte[] PROBE = "which key is it?".getBytes(StandardCharsets.US_ASCII);

	private final List<X509Certificate> chain;

	private final PrivateKey key;

	Identity(List<X509Certificate> chain, PrivateKey key) {
		this.chain = chain;
		this.key = key;
	}

	/**
	 * Whether the key is that of the certificate.
	 * @return {@code false} if they do not belong together
	 */
	boolean belongsTogether() {
		PublicKey certified = this.chain.get(0).getPublicKey();
		String algorithm = switch (this.key.getAlgorithm()) {
			case "RSA" -> "SHA256withRSA";
			case "EC" -> "SHA256withECDSA";
			default -> "EdDSA";
		};
		try {
			Signature signing = Signature.getInstance(algorithm);
			signing.initSign(this.key);
			signing.update(PROBE);
			byte[] signature = signing.sign();
			Signature verifying = Signature.getInstance(algorithm);
			verifying.initVerify(certified);
			verifying.update(PROBE);
			return verifying.verify(signature);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	KeyManager[] keyManagers() throws GeneralSecurityException {
		KeyStore store = KeyStores.empty();
		store.setKeyEntry("client", this.key, ENTRY, this.chain.toArray(X509Certificate[]::new));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, ENTRY);
		return factory.getKeyManagers();
	}

}
