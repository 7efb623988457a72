package io.jolt.broker.internal.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Reads the private key that belongs to a certificate: PKCS#8, in clear or encrypted.
 */
final class PrivateKeyReader {

	private static final String CONVERT = "convert it to PKCS#8 with: openssl pkcs8 -topk8 -in <file> -out <new file>";

	private final PemFile file;

	private final @Nullable String password;

	private PrivateKeyReader(PemFile file, @Nullable String password) {
		this.file = file;
		this.password = password;
	}

	/**
	 * Reads a key.
	 * @param file where it is
	 * @param password opens it if it is encrypted
	 * @param publicKey what has to belong to it
	 * @return the key
	 * @throws IllegalArgumentException if that is not possible; the message never holds
	 * the password
	 */
	static PrivateKey read(PemFile file, @Nullable String password, PublicKey publicKey) {
		PrivateKeyReader reader = new PrivateKeyReader(file, password);
		PrivateKey key = reader.key(reader.pkcs8(), publicKey.getAlgorithm());
		if (!belongTogether(key, publicKey)) {
			throw reader.doesNotBelong();
		}
		return key;
	}

	/**
	 * Looks at a key as far as that is possible without what opens it.
	 * @param file where it is
	 * @param publicKey what has to belong to it
	 * @throws IllegalArgumentException if it cannot be used
	 */
	static void check(PemFile file, PublicKey publicKey) {
		if (!new PrivateKeyReader(file, null).block().type().startsWith("ENCRYPTED")) {
			read(file, null, publicKey);
		}
	}

	private PKCS8EncodedKeySpec pkcs8() {
		PemFile.Block block = block();
		return switch (block.type()) {
			case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(block.der());
			case "ENCRYPTED PRIVATE KEY" -> decrypt(block.der());
			case "RSA PRIVATE KEY" -> throw this.file.problem("holds a key in PKCS#1, which is not read; " + CONVERT);
			case "EC PRIVATE KEY" -> throw this.file.problem("holds a key in SEC1, which is not read; " + CONVERT);
			default -> throw this.file.problem("holds a key in a format that is not read; " + CONVERT);
		};
	}

	private PemFile.Block block() {
		List<PemFile.Block> keys = this.file.blocks()
			.stream()
			.filter((block) -> block.type().endsWith("PRIVATE KEY"))
			.toList();
		if (keys.size() != 1) {
			throw this.file.problem(keys.isEmpty() ? "holds no private key in PEM (-----BEGIN PRIVATE KEY-----)"
					: "holds more than one private key");
		}
		return keys.get(0);
	}

	private PKCS8EncodedKeySpec decrypt(byte[] der) {
		if (this.password == null) {
			throw this.file.problem("holds an encrypted key, and privateKeyPassword is missing");
		}
		if (!StandardCharsets.US_ASCII.newEncoder().canEncode(this.password)) {
			throw this.file.problem("holds an encrypted key, and privateKeyPassword has characters outside ASCII");
		}
		try {
			EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
			AlgorithmParameters parameters = encrypted.getAlgParameters();
			// with PBES2 only the parameters know what it is
			String algorithm = (parameters != null && encrypted.getAlgName().equals("PBES2")) ? parameters.toString()
					: encrypted.getAlgName();
			PBEKeySpec spec = new PBEKeySpec(this.password.toCharArray());
			SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
			spec.clearPassword();
			Cipher cipher = Cipher.getInstance(algorithm);
			cipher.init(Cipher.DECRYPT_MODE, key, parameters);
			return encrypted.getKeySpec(cipher);
		}
		catch (IOException ex) {
			// or damaged, which the JDK does not tell apart
			throw notKnown(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw notKnown(ex);
		}
		catch (GeneralSecurityException ex) {
			throw wrongPassword();
		}
	}

	private PrivateKey key(PKCS8EncodedKeySpec spec, String algorithm) {
		try {
			return KeyFactory.getInstance(algorithm).generatePrivate(spec);
		}
		catch (NoSuchAlgorithmException ex) {
			throw this.file
				.problem("belongs to a certificate whose key (" + algorithm + ") this Java runtime does not know", ex);
		}
		catch (InvalidKeySpecException ex) {
			// a wrong password can pass the padding's check by chance
			throw this.file
				.problem("holds a key that cannot be read, or none of the certificate's algorithm " + algorithm, ex);
		}
	}

	// as of JDK 25 with PBES2 only AES; OpenSSL before 3.5 chooses DES in some commands
	private IllegalArgumentException notKnown(Exception cause) {
		return this.file
			.problem("holds a key that is encrypted in a way that this Java runtime cannot read; encrypt it "
					+ "with AES: openssl pkcs8 -topk8 -v2 aes-256-cbc -in <file> -out <new file>", cause);
	}

	private IllegalArgumentException wrongPassword() {
		return this.file.problem("holds an encrypted key, and privateKeyPassword does not open it");
	}

	private IllegalArgumentException doesNotBelong() {
		return this.file.problem("holds a key that does not belong to the certificate");
	}

	private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
		String algorithm = switch (publicKey.getAlgorithm()) {
			case "RSA" -> "SHA256withRSA";
			case "EC" -> "SHA256withECDSA";
			case "EdDSA" -> "EdDSA";
			default -> null;
		};
		if (algorithm == null) {
			return true;
		}
		try {
			byte[] sample = { 1, 2, 3 };
			Signature signature = Signature.getInstance(algorithm);
			signature.initSign(privateKey);
			signature.update(sample);
			byte[] signed = signature.sign();
			signature.initVerify(publicKey);
			signature.update(sample);
			return signature.verify(signed);
		}
		catch (InvalidKeyException | SignatureException ex) {
			return false;
		}
		catch (NoSuchAlgorithmException ex) {
			return true;
		}
	}

}
