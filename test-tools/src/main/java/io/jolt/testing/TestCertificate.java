package io.jolt.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

import io.netty.pkitesting.X509Bundle;

/**
 * A certificate with its private key. Immutable.
 */
public final class TestCertificate {

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
		return pem("ENCRYPTED PRIVATE KEY", Pbes2.encrypt(privateKey().getEncoded(), passphrase));
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

	private static String pem(String type, byte[] der) {
		Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
		return "-----BEGIN " + type + "-----\n" + encoder.encodeToString(der) + "\n-----END " + type + "-----\n";
	}

}
