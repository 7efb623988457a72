package io.jolt.client.internal.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads a private key in PEM, as PKCS#8, encrypted or not.
 */
final class PrivateKeys {

	private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

	private static final String CONVERT = "; convert it with 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem'";

	private PrivateKeys() {
	}

	/**
	 * Reads a key.
	 * @param pem the text
	 * @param passphrase the passphrase if it is encrypted, or {@code null}
	 * @return the key
	 * @throws InvalidPemException if it is malformed, of another kind, or the passphrase
	 * is wrong
	 */
	static PrivateKey read(String pem, @Nullable String passphrase) throws InvalidPemException {
		List<Pem.Block> blocks = Pem.read(pem);
		if (blocks.size() > 1) {
			throw new InvalidPemException("it must hold one private key and nothing else");
		}
		Pem.Block block = blocks.get(0);
		return switch (block.type()) {
			case "PRIVATE KEY" -> plain(new PKCS8EncodedKeySpec(block.der()));
			case "ENCRYPTED PRIVATE KEY" -> encrypted(block.der(), passphrase);
			case "RSA PRIVATE KEY" -> throw old("PKCS#1");
			case "EC PRIVATE KEY" -> throw old("SEC1");
			case "DSA PRIVATE KEY" ->
				throw new InvalidPemException("DSA keys are not supported; use RSA, EC or Ed25519");
			default -> throw new InvalidPemException(
					"it must be a private key (BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY), but it is a "
							+ block.type());
		};
	}

	private static InvalidPemException old(String format) {
		return new InvalidPemException("the key is in the old " + format + " format, and PKCS#8 is needed" + CONVERT);
	}

	private static PrivateKey plain(PKCS8EncodedKeySpec spec) throws InvalidPemException {
		for (String algorithm : ALGORITHMS) {
			try {
				return KeyFactory.getInstance(algorithm).generatePrivate(spec);
			}
			catch (InvalidKeySpecException ex) {
				// it is one of another algorithm
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("Every JDK knows " + algorithm, ex);
			}
		}
		throw new InvalidPemException("the key is malformed, or neither an RSA, an EC nor an Ed25519 key");
	}

	private static PrivateKey encrypted(byte[] der, @Nullable String passphrase) throws InvalidPemException {
		if (passphrase == null) {
			throw new InvalidPemException("the key is encrypted, and no passphrase was given");
		}
		EncryptedKey encrypted;
		try {
			encrypted = EncryptedKey.parse(der);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new InvalidPemException(
					"the key is malformed, or encrypted in a way that Java does not know" + CONVERT);
		}
		try {
			return plain(encrypted.decrypt(passphrase));
		}
		catch (InvalidPemException | GeneralSecurityException ex) {
			// decryption with a wrong passphrase may yield anything
			throw new InvalidPemException("the given passphrase is wrong; it does not open the key");
		}
	}

}
