package io.jolt.broker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Clients that speak TLS by the JDK's sockets.
 */
final class TlsClients {

	private static final int TIMEOUT_MILLIS = 10_000;

	private final SSLContext context;

	private TlsClients(SSLContext context) {
		this.context = context;
	}

	static TlsClients trusting(TestAuthority authority) {
		return of(authority, null);
	}

	static TlsClients of(TestAuthority authority, @Nullable TestCertificate own) {
		try {
			KeyStore trust = KeyStore.getInstance("PKCS12");
			trust.load(null, null);
			trust.setCertificateEntry("ca", CertificateFactory.getInstance("X.509")
				.generateCertificate(
						new ByteArrayInputStream(authority.certificatePem().getBytes(StandardCharsets.US_ASCII))));
			TrustManagerFactory trustManagers = TrustManagerFactory
				.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trustManagers.init(trust);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init((own != null) ? keyManagers(own).getKeyManagers() : null, trustManagers.getTrustManagers(),
					null);
			return new TlsClients(context);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static KeyManagerFactory keyManagers(TestCertificate own) throws GeneralSecurityException, IOException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(null, null);
		keys.setKeyEntry("own", own.privateKey(), new char[0], new X509Certificate[] { own.certificate() });
		KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keyManagers.init(keys, new char[0]);
		return keyManagers;
	}

	// an open socket whose handshake is still to come
	SSLSocket open(int port, String... protocols) throws IOException {
		Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
		SSLSocket socket = (SSLSocket) this.context.getSocketFactory().createSocket(plain, "localhost", port, true);
		socket.setSoTimeout(TIMEOUT_MILLIS);
		if (protocols.length > 0) {
			socket.setEnabledProtocols(protocols);
		}
		return socket;
	}

	RawClient connect(int port, String... protocols) {
		try {
			SSLSocket socket = open(port, protocols);
			socket.startHandshake();
			return new RawClient(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
