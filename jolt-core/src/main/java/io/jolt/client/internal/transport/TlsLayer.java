package io.jolt.client.internal.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.jolt.client.spi.Scheduler;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltTls;

/**
 * Secures a connected socket. The peer's host name is always verified.
 */
final class TlsLayer {

	static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

	private final JoltTls tls;

	private final JoltAddress peer;

	private final Scheduler scheduler;

	TlsLayer(JoltTls tls, JoltAddress peer, Scheduler scheduler) {
		this.tls = tls;
		this.peer = peer;
		this.scheduler = scheduler;
	}

	/**
	 * Shakes hands; blocks. The socket can be closed meanwhile, and is closed at the
	 * deadline.
	 * @param connected the TCP connection
	 * @return the socket to read from and write to
	 * @throws TlsException if TLS fails
	 * @throws IOException if the connection is lost or closed meanwhile
	 */
	SSLSocket secure(Socket connected) throws IOException {
		AtomicBoolean late = new AtomicBoolean();
		Scheduler.Cancellable deadline = this.scheduler.schedule(() -> {
			late.set(true);
			SocketTransport.close(connected);
		}, HANDSHAKE_TIMEOUT.toNanos());
		try {
			SSLSocket secured = (SSLSocket) this.tls.context()
				.getSocketFactory()
				.createSocket(connected, this.peer.host(), this.peer.port(), true);
			secured.setSSLParameters(parameters(secured));
			secured.startHandshake();
			verifyFingerprint(secured);
			return secured;
		}
		catch (IOException | IllegalArgumentException ex) {
			throw late.get() ? TlsFailures.timedOut(this.peer, ex) : TlsFailures.inHandshake(this.peer, ex);
		}
		finally {
			deadline.cancel();
		}
	}

	private SSLParameters parameters(SSLSocket secured) {
		SSLParameters parameters = secured.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		if (!this.tls.protocols().isEmpty()) {
			parameters.setProtocols(this.tls.protocols().toArray(String[]::new));
		}
		if (!this.tls.cipherSuites().isEmpty()) {
			parameters.setCipherSuites(this.tls.cipherSuites().toArray(String[]::new));
		}
		return parameters;
	}

	private void verifyFingerprint(SSLSocket secured) throws IOException {
		String expected = this.tls.fingerprint();
		if (expected == null) {
			return;
		}
		try {
			Fingerprint.verify(secured.getSession().getPeerCertificates()[0], expected);
		}
		catch (CertificateException ex) {
			SSLHandshakeException failure = new SSLHandshakeException(ex.getMessage());
			failure.initCause(ex);
			throw failure;
		}
	}

}
