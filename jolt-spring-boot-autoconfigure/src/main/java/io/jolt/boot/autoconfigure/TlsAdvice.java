package io.jolt.boot.autoconfigure;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import javax.net.ssl.SSLException;

import io.jolt.client.tcp.JoltTlsRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Says which properties to set when a connection could not be secured.
 */
final class TlsAdvice {

	private static final String UNTRUSTED = "Put the certificate of the CA that signed the broker's certificate into an "
			+ "SSL bundle ('spring.ssl.bundle.pem.<name>.truststore.certificate') and set 'jolt.ssl.bundle' to its name, "
			+ "or set 'jolt.connection-file' to a file of the broker's administrator.";

	private static final String EXPIRED = "Have the broker's administrator renew its certificate. If the certificate is valid "
			+ "today, correct this machine's clock. If 'jolt.connection-file' is set, ask for a new file.";

	private static final String CERTIFICATE = "Connect to a name that is in the broker's certificate ('jolt.host', "
			+ "'jolt.addresses' or 'jolt.url'), or have the broker's administrator make one with this name. If 'jolt.connection-file' is "
			+ "set, ask for a new file.";

	private static final String REFUSED = "If the broker requires a client certificate, put one that it trusts, "
			+ "with its key, into the SSL bundle that 'jolt.ssl.bundle' names ('spring.ssl.bundle.pem.<name>.keystore.*'), "
			+ "or ask its administrator for a connection file. Check also the bundle's 'options.enabled-protocols' and "
			+ "'options.ciphers'.";

	private static final String GENERAL = "Check that the broker speaks TLS at that address. If it does not, use jolt:// in "
			+ "'jolt.url' and set neither 'jolt.ssl.enabled' nor 'jolt.ssl.bundle'.";

	private TlsAdvice() {
	}

	/**
	 * Says what to set.
	 * @param failure why the connection failed
	 * @return the advice, or {@code null} if TLS is not the reason
	 */
	static @Nullable String action(Throwable failure) {
		if (failure instanceof JoltTlsRefusedException) {
			return REFUSED;
		}
		if (!(failure.getCause() instanceof SSLException tls)) {
			return null;
		}
		if (has(tls, CertificateExpiredException.class) || has(tls, CertificateNotYetValidException.class)) {
			return EXPIRED;
		}
		if (has(tls, CertPathBuilderException.class)) {
			return UNTRUSTED;
		}
		if (has(tls, CertificateException.class)) {
			return CERTIFICATE;
		}
		// the JDK has no specific exception for the peer's rejection
		return String.valueOf(tls.getMessage()).contains("alert") ? REFUSED : GENERAL;
	}

	private static boolean has(Throwable failure, Class<? extends Throwable> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

}
