package io.jolt.client.internal.security;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads certificates in PEM.
 */
final class Certificates {

	private Certificates() {
	}

	/**
	 * Reads certificates that are valid today.
	 * @param pem the text
	 * @return at least one, in their order
	 * @throws InvalidPemException if there is none, or one is malformed, has expired or
	 * is not yet valid
	 */
	static List<X509Certificate> read(String pem) throws InvalidPemException {
		List<X509Certificate> certificates = new ArrayList<>();
		for (Pem.Block block : Pem.read(pem)) {
			if (!block.type().equals("CERTIFICATE")) {
				throw new InvalidPemException(
						"it must hold only certificates (BEGIN CERTIFICATE), but it has a " + block.type());
			}
			X509Certificate certificate = parse(block.der());
			requireValid(certificate);
			certificates.add(certificate);
		}
		return certificates;
	}

	private static X509Certificate parse(byte[] der) throws InvalidPemException {
		try {
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(der));
		}
		catch (CertificateException ex) {
			throw new InvalidPemException("its certificate is malformed");
		}
	}

	private static void requireValid(X509Certificate certificate) throws InvalidPemException {
		try {
			certificate.checkValidity();
		}
		catch (CertificateExpiredException ex) {
			throw new InvalidPemException("its certificate has expired on " + certificate.getNotAfter().toInstant()
					+ "; ask the broker's administrator for a new file");
		}
		catch (CertificateNotYetValidException ex) {
			throw new InvalidPemException("its certificate is not valid before "
					+ certificate.getNotBefore().toInstant() + "; is this machine's clock right?");
		}
	}

}
