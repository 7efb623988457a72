package io.jolt.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

import io.netty.pkitesting.X509Bundle;

/**
 * A certificate with its private key. Immutable.
 */
public final class TestCertificate {

	private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";

	private static final int SEQUENCE = 0x30;

	private static final int OCTET_STRING = 0x04;

	// its object identifier, 1.2.840.113549.1.5.13
	private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");

	private final X509Bundle bundle;

	TestCertificate(X509Bundle bundle) {
		this.bundle = bundle;
	}

	/**
	 * The certificate itself.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.bundle.getCertificate();
	}

	/**
	 * The private key itself.
	 * @return the key
	 */
	public PrivateKey privateKey() {
		return this.bundle.getKeyPair().getPrivate();
	}

	/**
	 * The certificate and those who signed it.
	 * @return in PEM
	 */
	public String certificatePem() {
		return this.bundle.getCertificatePathPEM();
	}

	/**
	 * The private key, in clear.
	 * @return the key in PEM, as PKCS#8
	 */
	public String privateKeyPem() {
		return this.bundle.getPrivateKeyPEM();
	}

	/**
	 * The private key, encrypted.
	 * @param passphrase opens it
	 * @return the key in PEM, as PKCS#8
	 */
	public String encryptedPrivateKeyPem(String passphrase) {
		try {
			byte[] salt = new byte[16];
			new SecureRandom().nextBytes(salt);
			SecretKey key = SecretKeyFactory.getInstance(CIPHER)
				.generateSecret(new PBEKeySpec(passphrase.toCharArray()));
			Cipher cipher = Cipher.getInstance(CIPHER);
			cipher.init(Cipher.ENCRYPT_MODE, key, new PBEParameterSpec(salt, 2048));
			byte[] algorithm = der(SEQUENCE, PBES2, cipher.getParameters().getEncoded());
			byte[] encrypted = der(OCTET_STRING, cipher.doFinal(privateKey().getEncoded()));
			return pem("ENCRYPTED PRIVATE KEY", der(SEQUENCE, algorithm, encrypted));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("The key could not be encrypted", ex);
		}
	}

	/**
	 * The SHA-256 fingerprint of the certificate, as {@code openssl x509 -fingerprint}
	 * writes it.
	 * @return pairs of hexadecimal digits with colons between them
	 */
	public String fingerprint() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
			return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The fingerprint could not be computed", ex);
		}
	}

	/**
	 * Writes certificate and key into a folder.
	 * @param folder the folder
	 * @param name what the files are called: {@code name.pem} and {@code name.key}
	 * @throws IOException if that fails
	 */
	public void write(Path folder, String name) throws IOException {
		Files.writeString(folder.resolve(name + ".pem"), certificatePem());
		Files.writeString(folder.resolve(name + ".key"), privateKeyPem());
	}

	// by hand, for not every JDK encodes what it encrypts in this way
	private static byte[] der(int tag, byte[]... contents) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] part : contents) {
			content.write(part);
		}
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		result.write(tag);
		if (content.size() < 0x80) {
			result.write(content.size());
		}
		else {
			result.write(0x82);
			result.write(content.size() >> 8);
			result.write(content.size());
		}
		content.writeTo(result);
		return result.toByteArray();
	}

	private static String pem(String type, byte[] der) {
		Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
		return "-----BEGIN " + type + "-----\n" + encoder.encodeToString(der) + "\n-----END " + type + "-----\n";
	}

}
