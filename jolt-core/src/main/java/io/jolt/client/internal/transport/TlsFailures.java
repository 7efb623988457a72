package io.jolt.client.internal.transport;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import javax.net.ssl.SSLException;

import io.jolt.client.internal.protocol.WireText;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

/**
 * Messages for what goes wrong with TLS. If the JDK has no specific type for a failure,
 * its message identifies it; if the JDK changes that message, it is passed on with less
 * advice.
 */
public final class TlsFailures {

	private static final int MAX_CAUSES = 10;

	private TlsFailures() {
	}

	static TlsException timedOut(JoltAddress peer, Exception cause) {
		return new TlsException("The peer at " + peer + " has not finished the TLS handshake within "
				+ TlsLayer.HANDSHAKE_TIMEOUT.toSeconds() + " s. Does it speak TLS on that port, and is it alive?",
				cause);
	}

	static IOException inHandshake(JoltAddress peer, Exception cause) {
		if (cause instanceof SSLException || cause instanceof IllegalArgumentException) {
			return new TlsException(describe(peer, cause), cause);
		}
		return new TlsException("The connection to " + peer + " was lost in the TLS handshake (" + words(cause)
				+ "). Does the peer speak TLS on that port?", cause);
	}

	/**
	 * Says what a failure of TLS means.
	 * @param peer the address
	 * @param cause what the JDK reports
	 * @return one line: what happened, at which address, and what to do
	 */
	public static String describe(JoltAddress peer, Exception cause) {
		if (cause instanceof IllegalArgumentException) {
			return "The TLS protocols or cipher suites for the broker at " + peer + " cannot be used: " + words(cause)
					+ ". Check their names";
		}
		CertificateException certificate = find(cause, CertificateException.class);
		if (certificate != null) {
			return "The certificate of the broker at " + peer + " is not accepted: " + certificate(cause, certificate);
		}
		String words = words(cause);
		if (words.contains("Unsupported or unrecognized SSL message")) {
			return "The peer at " + peer + " does not speak TLS. Is it a broker without TLS (then the URL is jolt://"
					+ " and TLS off), or is the port wrong?";
		}
		if (words.contains("terminated the handshake")) {
			return "The peer at " + peer + " closed the connection in the TLS handshake."
					+ " Does it speak TLS on that port?";
		}
		if (words.contains("fatal alert")) {
			return "The broker at " + peer + " ended the TLS connection: " + words + ". " + alertAdvice(words);
		}
		return "The connection to the broker at " + peer + " cannot be secured with TLS: " + words
				+ ". Check the TLS protocols, cipher suites and certificates of both sides";
	}

	private static String alertAdvice(String words) {
		if (words.contains("protocol_version") || words.contains("handshake_failure")
				|| words.contains("insufficient_security")) {
			return "Do both sides have a TLS protocol and a cipher suite in common?";
		}
		return "Is the client's certificate the one that the broker expects, valid, and signed by a CA that it trusts?";
	}

	private static String certificate(Exception cause, CertificateException certificate) {
		FingerprintMismatchException other = find(cause, FingerprintMismatchException.class);
		if (other != null) {
			// our own message, which may be longer than a peer's
			return other.getMessage() + ". If the broker's certificate was renewed, ask its administrator for the"
					+ " new fingerprint; otherwise another server answers there";
		}
		CertificateExpiredException expired = find(cause, CertificateExpiredException.class);
		if (expired != null) {
			return "it has expired (" + words(expired) + "). Renew it on the broker";
		}
		CertificateNotYetValidException early = find(cause, CertificateNotYetValidException.class);
		if (early != null) {
			return "it is not yet valid (" + words(early) + "). Is the clock right?";
		}
		String words = words(certificate);
		if (words.startsWith("No subject alternative") || words.startsWith("No name matching")) {
			return "it was made for another host name (" + words + "). Connect to a name that is in the certificate,"
					+ " or get one for this name";
		}
		if (find(cause, CertPathBuilderException.class) != null) {
			return "no trusted CA has signed it. Trust the CA of the broker: with an SSL bundle, a connection file or"
					+ " the JVM's trust store";
		}
		return words;
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		Throwable current = failure;
		T found = null;
		for (int i = 0; i < MAX_CAUSES && current != null && found == null; i++) {
			found = type.isInstance(current) ? type.cast(current) : null;
			current = current.getCause();
		}
		return found;
	}

	private static String words(Throwable cause) {
		String message = cause.getMessage();
		return (message != null) ? WireText.sanitize(message) : cause.getClass().getSimpleName();
	}

}
