package io.jolt.client.internal.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The SHA-256 of a certificate, which identifies it.
 */
public final class Fingerprint {

	private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

	private static final int SHA_256_BYTES = 32;

	private Fingerprint() {
	}

	/**
	 * Normalizes a fingerprint for comparison and display.
	 * @param fingerprint hexadecimal digits, with or without colons between pairs
	 * @return upper-case pairs with colons between them
	 * @throws IllegalArgumentException if it is not a fingerprint; the message is one
	 * line
	 */
	public static String normalize(String fingerprint) {
		String digits = fingerprint.strip();
		try {
			byte[] bytes = (digits.indexOf(':') >= 0) ? COLONS.parseHex(digits.toUpperCase(Locale.ROOT))
					: HexFormat.of().parseHex(digits);
			if (bytes.length == SHA_256_BYTES) {
				return COLONS.formatHex(bytes);
			}
		}
		catch (IllegalArgumentException ex) {
			// reported below, for both cases
		}
		throw new IllegalArgumentException(
				"A SHA-256 fingerprint has 64 hexadecimal digits, with or without colons between pairs,"
						+ " as 'openssl x509 -noout -fingerprint -sha256' writes it");
	}

	/**
	 * Requires one specific certificate.
	 * @param certificate the certificate that was presented
	 * @param expected the fingerprint it must have, normalized
	 * @throws CertificateException if it has another
	 */
	public static void verify(Certificate certificate, String expected) throws CertificateException {
		String presented = of(certificate);
		if (!presented.equals(expected)) {
			throw new FingerprintMismatchException(expected, presented);
		}
	}

	private static String of(Certificate certificate) throws CertificateException {
		try {
			return COLONS.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
