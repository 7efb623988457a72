package io.jolt.broker.internal.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of a running broker. The expensive parts of a handshake run on separate
 * threads, so that many handshakes do not hold up existing connections. Safe for use by
 * several threads.
 */
public final class ServerTls implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger("io.jolt.broker");

	private static final String[] PROTOCOLS = { "TLSv1.3", "TLSv1.2" };

	private final SslContext context;

	private final long handshakeTimeoutMillis;

	// its queue holds at most one task a connection, and their number is limited
	private final ThreadPoolExecutor executor;

	private ServerTls(SslContext context, Duration handshakeTimeout, ThreadPoolExecutor executor) {
		this.context = context;
		this.handshakeTimeoutMillis = handshakeTimeout.toMillis();
		this.executor = executor;
	}

	/**
	 * Sets up TLS, and warns of a certificate that is not valid now.
	 * @param material key and certificates
	 * @param clientCertificateRequired whether clients must present one, if a CA is
	 * trusted
	 * @param handshakeTimeout how long a handshake may take
	 * @return what secures connections
	 * @throws IllegalArgumentException if this Java runtime cannot use the material
	 */
	public static ServerTls of(TlsMaterial material, boolean clientCertificateRequired, Duration handshakeTimeout) {
		warnOfDates("TLS certificate", material.chain().subList(0, 1));
		warnOfDates("CA certificate for clients", material.trust());
		SslContextBuilder builder = SslContextBuilder.forServer(material.privateKey(), material.chain())
			.sslProvider(SslProvider.JDK)
			.protocols(PROTOCOLS);
		if (!material.trust().isEmpty()) {
			builder.trustManager(material.trust())
				.clientAuth(clientCertificateRequired ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
		}
		try {
			return new ServerTls(builder.build(), handshakeTimeout, executor());
		}
		catch (SSLException ex) {
			throw new IllegalArgumentException("TLS cannot be set up: " + ex.getMessage(), ex);
		}
	}

	private static void warnOfDates(String what, List<X509Certificate> certificates) {
		Instant now = Instant.now();
		for (X509Certificate certificate : certificates) {
			Instant notBefore = certificate.getNotBefore().toInstant();
			Instant notAfter = certificate.getNotAfter().toInstant();
			if (now.isAfter(notAfter)) {
				logger.warn("The {} of {} expired on {}: it is refused until it is replaced", what,
						certificate.getSubjectX500Principal(), notAfter);
			}
			else if (now.isBefore(notBefore)) {
				logger.warn("The {} of {} is not valid before {}: it is refused until then", what,
						certificate.getSubjectX500Principal(), notBefore);
			}
		}
	}

	private static ThreadPoolExecutor executor() {
		int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		AtomicInteger number = new AtomicInteger();
		ThreadPoolExecutor executor = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, "jolt-broker-tls-" + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Makes the handler that secures one connection.
	 * @param allocator where its buffers come from
	 * @return the handler, to stand first in the pipeline
	 */
	public SslHandler newHandler(ByteBufAllocator allocator) {
		SslHandler handler = this.context.newHandler(allocator, this.executor);
		handler.setHandshakeTimeoutMillis(this.handshakeTimeoutMillis);
		return handler;
	}

	@Override
	public void close() {
		this.executor.shutdown();
	}

}
