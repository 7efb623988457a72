package io.jolt.client.internal.transport;

import java.security.cert.CertificateException;

/**
 * A certificate is not the expected one.
 */
public final class FingerprintMismatchException extends CertificateException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param expected the expected fingerprint
	 * @param presented the fingerprint of the presented certificate
	 */
	public FingerprintMismatchException(String expected, String presented) {
		super("its certificate has the fingerprint " + presented + " and not the expected " + expected);
	}

}
