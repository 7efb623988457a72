package io.jolt.client.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import io.jolt.client.tcp.JoltTls;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.jspecify.annotations.Nullable;

/**
 * One side of TLS: its own certificate, and whom it trusts. Immutable.
 */
public final class TestTls {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final SSLContext context;

	private final boolean demandsCertificate;

	private TestTls(SSLContext context, boolean demandsCertificate) {
		this.context = context;
		this.demandsCertificate = demandsCertificate;
	}

	/**
	 * A side that presents a certificate and demands none.
	 * @param own what it presents
	 * @return the side
	 */
	public static TestTls server(TestCertificate own) {
		return new TestTls(context(own, null), false);
	}

	/**
	 * A server that demands a certificate.
	 * @param own what it presents
	 * @param clients who signs its clients' certificates
	 * @return the side
	 */
	public static TestTls server(TestCertificate own, TestAuthority clients) {
		return new TestTls(context(own, clients), true);
	}

	/**
	 * The settings of a client.
	 * @param trusted who signs brokers' certificates, or {@code null} for the JVM's
	 * @param own what it presents when asked, or {@code null} for nothing
	 * @return the settings
	 */
	public static JoltTls client(@Nullable TestAuthority trusted, @Nullable TestCertificate own) {
		return JoltTls.of(context(own, trusted));
	}

	ServerSocket serverSocket() throws IOException {
		SSLServerSocket server = (SSLServerSocket) this.context.getServerSocketFactory().createServerSocket();
		server.setNeedClientAuth(this.demandsCertificate);
		return server;
	}

	private static SSLContext context(@Nullable TestCertificate own, @Nullable TestAuthority trusted) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init((own != null) ? keyManagers(own) : null, (trusted != null) ? trustManagers(trusted) : null,
					null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyManager[] keyManagers(TestCertificate own) throws GeneralSecurityException, IOException {
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		PrivateKey key = own.privateKey();
		KeyStore store = emptyStore();
		store.setKeyEntry("own", key, PASSWORD, new Certificate[] { own.certificate() });
		factory.init(store, PASSWORD);
		return factory.getKeyManagers();
	}

	private static TrustManager[] trustManagers(TestAuthority trusted) throws GeneralSecurityException, IOException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		KeyStore store = emptyStore();
		store.setCertificateEntry("trusted", trusted.certificate().certificate());
		factory.init(store);
		return factory.getTrustManagers();
	}

	private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		return store;
	}

}
