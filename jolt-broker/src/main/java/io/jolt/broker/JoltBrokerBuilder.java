package io.jolt.broker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;

import io.jolt.broker.internal.security.PasswordHash;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a broker. Not safe for use by several threads; it can build
 * more than one broker.
 */
public final class JoltBrokerBuilder {

	String bind = "127.0.0.1";

	int port = JoltBrokerOptions.DEFAULT_PORT;

	private @Nullable Boolean securityEnabled;

	private final UserRegistrations users = new UserRegistrations();

	private int passwordIterations = PasswordHash.DEFAULT_ITERATIONS;

	int maxLineBytes = 1024 * 1024;

	int maxConnections = 1024;

	int maxConnectionsPerAddress = 1024;

	int maxSubscriptionsPerConnection = 10_000;

	long maxSubscriptionBytesPerConnection = 4L * 1024 * 1024;

	// 0: a share of what the JVM may have
	long maxHeapBytes;

	// 0: a share of what the JVM may have
	long maxDirectBytes;

	long outboundSoftBytes = 8L * 1024 * 1024;

	Duration outboundSoftDuration = Duration.ofSeconds(60);

	long outboundHardBytes = 32L * 1024 * 1024;

	Duration authenticationTimeout = Duration.ofSeconds(5);

	Duration authenticationFailureDelay = Duration.ofMillis(100);

	int authenticationFailuresPerMinute = 5;

	Duration throttleDelay = Duration.ofSeconds(1);

	int unauthenticatedLineBytes = 16 * 1024;

	int unauthenticatedTotalBytes = 64 * 1024;

	int unauthenticatedAnswerBytes = 16 * 1024;

	Duration drainTimeout = Duration.ofSeconds(5);

	int maxRefusedConnections = 64;

	int maxWaitingAuthentications = 512;

	int eventLoopThreads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

	@Nullable JoltBrokerTls tls;

	Duration tlsHandshakeTimeout = Duration.ofSeconds(5);

	private Runnable failureListener = () -> {
	};

	JoltBrokerBuilder() {
	}

	/**
	 * The address to listen on. The loopback by default; any other address needs
	 * security.
	 * @param bind a host name or IP address
	 * @return this builder
	 */
	public JoltBrokerBuilder bind(String bind) {
		if (bind.isBlank()) {
			throw new IllegalArgumentException("The address to bind to must not be blank");
		}
		this.bind = bind;
		return this;
	}

	/**
	 * The port to listen on.
	 * @param port the port; 0 for any free one
	 * @return this builder
	 */
	public JoltBrokerBuilder port(int port) {
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("The port " + port + " is not between 0 and 65535");
		}
		this.port = port;
		return this;
	}

	/**
	 * Whether users must authenticate. By default they must if any exist.
	 * @param securityEnabled whether security is on
	 * @return this builder
	 */
	public JoltBrokerBuilder securityEnabled(boolean securityEnabled) {
		this.securityEnabled = securityEnabled;
		return this;
	}

	/**
	 * Adds a user and switches security on. The password is hashed when the broker is
	 * built, which takes a noticeable fraction of a second.
	 * @param name the user's name
	 * @param password the password
	 * @param permissions {@code publish:<topic or pattern>},
	 * {@code subscribe:<topic or pattern>} or {@code admin}
	 * @return this builder
	 * @throws IllegalArgumentException if the name is taken or a permission is malformed
	 */
	public JoltBrokerBuilder user(String name, String password, String... permissions) {
		this.users.add(name, Objects.requireNonNull(password, "password"), null, null, permissions);
		return this;
	}

	/**
	 * Adds a user by password hash and switches security on.
	 * @param name the user's name
	 * @param passwordHash what the {@code hash-password} command prints
	 * @param permissions {@code publish:<topic or pattern>},
	 * {@code subscribe:<topic or pattern>} or {@code admin}
	 * @return this builder
	 * @throws IllegalArgumentException if the name is taken, or the hash or a permission
	 * is malformed
	 */
	public JoltBrokerBuilder userWithPasswordHash(String name, String passwordHash, String... permissions) {
		this.users.add(name, null, Objects.requireNonNull(passwordHash, "passwordHash"), null, permissions);
		return this;
	}

	/**
	 * Adds a user who authenticates only by client certificate, and switches security on.
	 * Requires TLS that trusts a CA for client certificates.
	 * @param name the user's name
	 * @param subject the whole subject of the certificate, for example
	 * {@code CN=app,O=Example}. A user without a subject authenticates by any certificate
	 * whose common name is the user's name
	 * @param permissions {@code publish:<topic or pattern>},
	 * {@code subscribe:<topic or pattern>} or {@code admin}
	 * @return this builder
	 * @throws IllegalArgumentException if the name is taken, or the subject or a
	 * permission is malformed
	 */
	public JoltBrokerBuilder userWithSubject(String name, String subject, String... permissions) {
		this.users.add(name, null, null, Objects.requireNonNull(subject, "subject"), permissions);
		return this;
	}

	/**
	 * Lets a user who was added before also authenticate by client certificate, only by
	 * one with this subject.
	 * @param name the user's name
	 * @param subject the whole subject of the certificate, for example
	 * {@code CN=app,O=Example}
	 * @return this builder
	 * @throws IllegalArgumentException if the user does not exist, or the subject is
	 * malformed
	 */
	public JoltBrokerBuilder userSubject(String name, String subject) {
		this.users.setSubject(name, subject);
		return this;
	}

	/**
	 * How many times the passwords of {@link #user} are hashed. Use fewer than the
	 * default only to speed up tests.
	 * @param passwordIterations the number of iterations
	 * @return this builder
	 */
	public JoltBrokerBuilder passwordIterations(int passwordIterations) {
		this.passwordIterations = positive("passwordIterations", passwordIterations);
		return this;
	}

	/**
	 * The longest line, in either direction, in bytes without its end. 1 MiB by default.
	 * @param maxLineBytes the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder maxLineBytes(int maxLineBytes) {
		this.maxLineBytes = positive("maxLineBytes", maxLineBytes);
		return this;
	}

	/**
	 * How many connections may be open. 1,024 by default.
	 * @param maxConnections the number
	 * @return this builder
	 */
	public JoltBrokerBuilder maxConnections(int maxConnections) {
		this.maxConnections = positive("maxConnections", maxConnections);
		return this;
	}

	/**
	 * How many connections may come from one address; the loopback is not counted. 1,024
	 * by default.
	 * @param maxConnectionsPerAddress the number
	 * @return this builder
	 */
	public JoltBrokerBuilder maxConnectionsPerAddress(int maxConnectionsPerAddress) {
		this.maxConnectionsPerAddress = positive("maxConnectionsPerAddress", maxConnectionsPerAddress);
		return this;
	}

	/**
	 * How many subscriptions a connection may have. 10,000 by default.
	 * @param maxSubscriptionsPerConnection the number
	 * @return this builder
	 */
	public JoltBrokerBuilder maxSubscriptionsPerConnection(int maxSubscriptionsPerConnection) {
		this.maxSubscriptionsPerConnection = positive("maxSubscriptionsPerConnection", maxSubscriptionsPerConnection);
		return this;
	}

	/**
	 * About how much memory the subscriptions of a connection may take: patterns of many
	 * tokens take more. 4 MiB by default.
	 * @param maxSubscriptionBytesPerConnection the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder maxSubscriptionBytesPerConnection(long maxSubscriptionBytesPerConnection) {
		this.maxSubscriptionBytesPerConnection = positive("maxSubscriptionBytesPerConnection",
				maxSubscriptionBytesPerConnection);
		return this;
	}

	/**
	 * How much heap all connections together may take for unfinished lines and
	 * subscriptions. If they take more, the one that takes most is closed. A quarter of
	 * the JVM's maximum by default.
	 * @param maxHeapBytes the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder maxHeapBytes(long maxHeapBytes) {
		this.maxHeapBytes = positive("maxHeapBytes", maxHeapBytes);
		return this;
	}

	/**
	 * How much memory outside the heap all connections together may take, nearly all of
	 * it for data waiting to be sent. If they take more, the one that takes most is
	 * closed. Half of the JVM's maximum by default.
	 * @param maxDirectBytes the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder maxDirectBytes(long maxDirectBytes) {
		this.maxDirectBytes = positive("maxDirectBytes", maxDirectBytes);
		return this;
	}

	/**
	 * How much data may wait to be sent to a connection for a while; above this limit,
	 * the connection's requests are not read. 8 MiB by default.
	 * @param outboundSoftBytes the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder outboundSoftBytes(long outboundSoftBytes) {
		this.outboundSoftBytes = positive("outboundSoftBytes", outboundSoftBytes);
		return this;
	}

	/**
	 * How long a connection may stay above the soft limit before it is closed. 60 s by
	 * default.
	 * @param outboundSoftDuration the duration
	 * @return this builder
	 */
	public JoltBrokerBuilder outboundSoftDuration(Duration outboundSoftDuration) {
		this.outboundSoftDuration = positive("outboundSoftDuration", outboundSoftDuration);
		return this;
	}

	/**
	 * How much data may wait to be sent to a connection; above this limit, the connection
	 * is closed. 32 MiB by default.
	 * @param outboundHardBytes the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder outboundHardBytes(long outboundHardBytes) {
		this.outboundHardBytes = positive("outboundHardBytes", outboundHardBytes);
		return this;
	}

	/**
	 * How long a connection may take to authenticate if security is on. 5 s by default.
	 * @param authenticationTimeout the duration
	 * @return this builder
	 */
	public JoltBrokerBuilder authenticationTimeout(Duration authenticationTimeout) {
		this.authenticationTimeout = positive("authenticationTimeout", authenticationTimeout);
		return this;
	}

	/**
	 * The minimum time before a failed authentication is answered. 100 ms by default.
	 * @param authenticationFailureDelay the duration
	 * @return this builder
	 */
	public JoltBrokerBuilder authenticationFailureDelay(Duration authenticationFailureDelay) {
		this.authenticationFailureDelay = notNegative("authenticationFailureDelay", authenticationFailureDelay);
		return this;
	}

	/**
	 * How many failed authentications within a minute throttle an address. 5 by default.
	 * @param authenticationFailuresPerMinute the number
	 * @return this builder
	 */
	public JoltBrokerBuilder authenticationFailuresPerMinute(int authenticationFailuresPerMinute) {
		this.authenticationFailuresPerMinute = positive("authenticationFailuresPerMinute",
				authenticationFailuresPerMinute);
		return this;
	}

	/**
	 * How much later authentications of a throttled address are answered. 1 s by default.
	 * @param throttleDelay the duration
	 * @return this builder
	 */
	public JoltBrokerBuilder throttleDelay(Duration throttleDelay) {
		this.throttleDelay = notNegative("throttleDelay", throttleDelay);
		return this;
	}

	/**
	 * The longest line before authentication if security is on. 16 KiB by default.
	 * @param unauthenticatedLineBytes the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder unauthenticatedLineBytes(int unauthenticatedLineBytes) {
		this.unauthenticatedLineBytes = positive("unauthenticatedLineBytes", unauthenticatedLineBytes);
		return this;
	}

	/**
	 * How much a connection may send before authentication if security is on. 64 KiB by
	 * default.
	 * @param unauthenticatedTotalBytes the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder unauthenticatedTotalBytes(int unauthenticatedTotalBytes) {
		this.unauthenticatedTotalBytes = positive("unauthenticatedTotalBytes", unauthenticatedTotalBytes);
		return this;
	}

	/**
	 * How many bytes of answers a connection may get before authentication if security is
	 * on. 16 KiB by default.
	 * @param unauthenticatedAnswerBytes the number of bytes
	 * @return this builder
	 */
	public JoltBrokerBuilder unauthenticatedAnswerBytes(int unauthenticatedAnswerBytes) {
		this.unauthenticatedAnswerBytes = positive("unauthenticatedAnswerBytes", unauthenticatedAnswerBytes);
		return this;
	}

	/**
	 * How many connections beyond the limits are told so at a time, which keeps each open
	 * for at most a second or, with TLS, as long as a handshake may take. More are closed
	 * without an answer. 64 by default.
	 * @param maxRefusedConnections the number
	 * @return this builder
	 */
	public JoltBrokerBuilder maxRefusedConnections(int maxRefusedConnections) {
		this.maxRefusedConnections = positive("maxRefusedConnections", maxRefusedConnections);
		return this;
	}

	/**
	 * How many passwords may wait to be checked. More are refused, starting with those of
	 * the address or user that has most. 512 by default.
	 * @param maxWaitingAuthentications the number
	 * @return this builder
	 */
	public JoltBrokerBuilder maxWaitingAuthentications(int maxWaitingAuthentications) {
		this.maxWaitingAuthentications = positive("maxWaitingAuthentications", maxWaitingAuthentications);
		return this;
	}

	/**
	 * How long stopping waits for queued data to be sent. 5 s by default.
	 * @param drainTimeout the duration
	 * @return this builder
	 */
	public JoltBrokerBuilder drainTimeout(Duration drainTimeout) {
		this.drainTimeout = notNegative("drainTimeout", drainTimeout);
		return this;
	}

	/**
	 * How many threads serve the connections. Half the number of processors by default,
	 * but at least 1: a message from one thread's connection to another's must wake that
	 * thread, and the operating system also needs processors for the network.
	 * @param eventLoopThreads the number
	 * @return this builder
	 */
	public JoltBrokerBuilder eventLoopThreads(int eventLoopThreads) {
		this.eventLoopThreads = positive("eventLoopThreads", eventLoopThreads);
		return this;
	}

	/**
	 * Secures all connections with TLS; plain ones are then not accepted. Connections are
	 * plain by default.
	 * @param tls certificate and key; null for plain connections
	 * @return this builder
	 */
	public JoltBrokerBuilder tls(@Nullable JoltBrokerTls tls) {
		this.tls = tls;
		return this;
	}

	/**
	 * How long a TLS handshake may take. 5 s by default.
	 * @param tlsHandshakeTimeout the duration
	 * @return this builder
	 */
	public JoltBrokerBuilder tlsHandshakeTimeout(Duration tlsHandshakeTimeout) {
		this.tlsHandshakeTimeout = positive("tlsHandshakeTimeout", tlsHandshakeTimeout);
		return this;
	}

	/**
	 * What to do when the broker cannot continue, see {@link JoltBroker#hasFailed()}. By
	 * default it only writes a log message.
	 * @param failureListener called once, on the broker thread that ends; memory may be
	 * exhausted
	 * @return this builder
	 */
	public JoltBrokerBuilder onFailure(Runnable failureListener) {
		this.failureListener = Objects.requireNonNull(failureListener, "failureListener");
		return this;
	}

	/**
	 * Builds a broker that is not running yet. Hashes the users' passwords.
	 * @return the broker
	 * @throws IllegalArgumentException if the settings contradict each other, or the
	 * address is not the loopback and security is off
	 */
	public JoltBroker build() {
		boolean security = (this.securityEnabled != null) ? this.securityEnabled : !this.users.isEmpty();
		if (security && this.users.isEmpty()) {
			throw new IllegalArgumentException("Security is on, but no users are configured: add at least one");
		}
		if (!security) {
			requireLoopback();
		}
		if (this.outboundSoftBytes > this.outboundHardBytes) {
			throw new IllegalArgumentException("outboundSoftBytes " + this.outboundSoftBytes
					+ " is more than outboundHardBytes " + this.outboundHardBytes);
		}
		String certified = this.users.needsCertificate();
		if (certified != null && (this.tls == null || !this.tls.asksForClientCertificate())) {
			throw new IllegalArgumentException("The user '" + certified
					+ "' has a certificate subject, but no TLS that trusts a CA for client certificates: "
					+ "set its trust");
		}
		return new JoltBroker(new JoltBrokerOptions(this, security, this.users.make(this.passwordIterations)),
				this.failureListener);
	}

	/**
	 * Builds a broker and starts it.
	 * @return the running broker
	 * @throws IllegalArgumentException like {@link #build()}
	 * @throws JoltBrokerException like {@link JoltBroker#start()}
	 */
	public JoltBroker start() {
		JoltBroker broker = build();
		broker.start();
		return broker;
	}

	private void requireLoopback() {
		try {
			if (!InetAddress.getByName(this.bind).isLoopbackAddress()) {
				throw new IllegalArgumentException("The address " + this.bind
						+ " is off the loopback and security is off: everyone on the network could use the broker. "
						+ "Bind to 127.0.0.1, or switch security on and add users");
			}
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("The address " + this.bind + " is not known on this machine", ex);
		}
	}

	private static int positive(String name, int value) {
		return (int) positive(name, (long) value);
	}

	private static long positive(String name, long value) {
		if (value < 1) {
			throw new IllegalArgumentException(name + " must be positive, not " + value);
		}
		return value;
	}

	private static Duration positive(String name, Duration value) {
		if (notNegative(name, value).isZero()) {
			throw new IllegalArgumentException(name + " must be positive, not " + value);
		}
		return value;
	}

	private static Duration notNegative(String name, Duration value) {
		if (Objects.requireNonNull(value, name).isNegative()) {
			throw new IllegalArgumentException(name + " must not be negative, not " + value);
		}
		return value;
	}

}
