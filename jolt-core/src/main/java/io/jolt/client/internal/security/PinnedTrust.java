package io.jolt.client.internal.security;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.X509TrustManager;

import io.jolt.client.internal.transport.Fingerprint;

/**
 * Trusts one certificate while it is valid, regardless of its issuer. The JDK verifies
 * the host name, as it does for every trust manager that is not an
 * {@code X509ExtendedTrustManager}. Immutable.
 */
final class PinnedTrust implements X509TrustManager {

	private final String fingerprint;

	/**
	 * Creates the trust.
	 * @param fingerprint the certificate's, normalized
	 */
	PinnedTrust(String fingerprint) {
		this.fingerprint = fingerprint;
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		Fingerprint.verify(chain[0], this.fingerprint);
		chain[0].checkValidity();
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		throw new CertificateException("No client is trusted here");
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}

}
