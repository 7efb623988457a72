package io.jolt.broker;

import java.time.Duration;
import java.util.List;

import io.jolt.broker.internal.security.User;
import io.jolt.broker.internal.tls.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * How a broker behaves: where it listens, who may use it, and every limit. Immutable;
 * made by {@link JoltBroker#builder()}.
 */
public final class JoltBrokerOptions {

	/** The default port of brokers. */
	public static final int DEFAULT_PORT = 8080;

	private final String bind;

	private final int port;

	private final boolean securityEnabled;

	private final List<User> users;

	private final int maxLineBytes;

	private final int maxConnections;

	private final int maxConnectionsPerAddress;

	private final int maxSubscriptionsPerConnection;

	private final long maxSubscriptionBytesPerConnection;

	private final long maxHeapBytes;

	private final long maxDirectBytes;

	private final long outboundSoftBytes;

	private final Duration outboundSoftDuration;

	private final long outboundHardBytes;

	private final Duration authenticationTimeout;

	private final Duration authenticationFailureDelay;

	private final int authenticationFailuresPerMinute;

	private final Duration throttleDelay;

	private final int unauthenticatedLineBytes;

	private final int unauthenticatedTotalBytes;

	private final int unauthenticatedAnswerBytes;

	private final Duration drainTimeout;

	private final int maxRefusedConnections;

	private final int maxWaitingAuthentications;

	private final int eventLoopThreads;

	private final @Nullable JoltBrokerTls tls;

	private final Duration tlsHandshakeTimeout;

	JoltBrokerOptions(JoltBrokerBuilder builder, boolean securityEnabled, List<User> users) {
		this.bind = builder.bind;
		this.port = builder.port;
		this.securityEnabled = securityEnabled;
		this.users = List.copyOf(users);
		this.maxLineBytes = builder.maxLineBytes;
		this.maxConnections = builder.maxConnections;
		this.maxConnectionsPerAddress = builder.maxConnectionsPerAddress;
		this.maxSubscriptionsPerConnection = builder.maxSubscriptionsPerConnection;
		this.maxSubscriptionBytesPerConnection = builder.maxSubscriptionBytesPerConnection;
		this.maxHeapBytes = builder.maxHeapBytes;
		this.maxDirectBytes = builder.maxDirectBytes;
		this.outboundSoftBytes = builder.outboundSoftBytes;
		this.outboundSoftDuration = builder.outboundSoftDuration;
		this.outboundHardBytes = builder.outboundHardBytes;
		this.authenticationTimeout = builder.authenticationTimeout;
		this.authenticationFailureDelay = builder.authenticationFailureDelay;
		this.authenticationFailuresPerMinute = builder.authenticationFailuresPerMinute;
		this.throttleDelay = builder.throttleDelay;
		this.unauthenticatedLineBytes = builder.unauthenticatedLineBytes;
		this.unauthenticatedTotalBytes = builder.unauthenticatedTotalBytes;
		this.unauthenticatedAnswerBytes = builder.unauthenticatedAnswerBytes;
		this.drainTimeout = builder.drainTimeout;
		this.maxRefusedConnections = builder.maxRefusedConnections;
		this.maxWaitingAuthentications = builder.maxWaitingAuthentications;
		this.eventLoopThreads = builder.eventLoopThreads;
		this.tls = builder.tls;
		this.tlsHandshakeTimeout = builder.tlsHandshakeTimeout;
	}

	/**
	 * The address to listen on.
	 * @return a host name or IP address
	 */
	public String bind() {
		return this.bind;
	}

	/**
	 * The port to listen on.
	 * @return the port; 0 for any free one
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Whether users must authenticate.
	 * @return whether security is on
	 */
	public boolean securityEnabled() {
		return this.securityEnabled;
	}

	List<User> users() {
		return this.users;
	}

	/**
	 * The names of the users.
	 * @return the names
	 */
	public List<String> userNames() {
		return this.users.stream().map(User::name).toList();
	}

	/**
	 * The longest line, in either direction, in bytes without its end.
	 * @return the number of bytes
	 */
	public int maxLineBytes() {
		return this.maxLineBytes;
	}

	/**
	 * How many connections may be open.
	 * @return the number
	 */
	public int maxConnections() {
		return this.maxConnections;
	}

	/**
	 * How many connections may come from one address; the loopback is not counted.
	 * @return the number
	 */
	public int maxConnectionsPerAddress() {
		return this.maxConnectionsPerAddress;
	}

	/**
	 * How many subscriptions a connection may have.
	 * @return the number
	 */
	public int maxSubscriptionsPerConnection() {
		return this.maxSubscriptionsPerConnection;
	}

	/**
	 * About how much memory the subscriptions of a connection may take.
	 * @return the number of bytes
	 */
	public long maxSubscriptionBytesPerConnection() {
		return this.maxSubscriptionBytesPerConnection;
	}

	/**
	 * How much heap all connections together may take.
	 * @return the number of bytes; 0 for a quarter of the JVM's maximum
	 */
	public long maxHeapBytes() {
		return this.maxHeapBytes;
	}

	/**
	 * How much memory outside the heap all connections together may take.
	 * @return the number of bytes; 0 for half of the JVM's maximum
	 */
	public long maxDirectBytes() {
		return this.maxDirectBytes;
	}

	/**
	 * How much data may wait to be sent to a connection for a while; above this limit,
	 * the connection's requests are not read.
	 * @return the number of bytes
	 */
	public long outboundSoftBytes() {
		return this.outboundSoftBytes;
	}

	/**
	 * How long a connection may stay above the soft limit before it is closed.
	 * @return the duration
	 */
	public Duration outboundSoftDuration() {
		return this.outboundSoftDuration;
	}

	/**
	 * How much data may wait to be sent to a connection; above this limit, the connection
	 * is closed.
	 * @return the number of bytes
	 */
	public long outboundHardBytes() {
		return this.outboundHardBytes;
	}

	/**
	 * How long a connection may take to authenticate if security is on.
	 * @return the duration
	 */
	public Duration authenticationTimeout() {
		return this.authenticationTimeout;
	}

	/**
	 * The minimum time before a failed authentication is answered.
	 * @return the duration
	 */
	public Duration authenticationFailureDelay() {
		return this.authenticationFailureDelay;
	}

	/**
	 * How many failed authentications within a minute throttle an address.
	 * @return the number
	 */
	public int authenticationFailuresPerMinute() {
		return this.authenticationFailuresPerMinute;
	}

	/**
	 * How much later authentications of a throttled address are answered.
	 * @return the duration
	 */
	public Duration throttleDelay() {
		return this.throttleDelay;
	}

	/**
	 * The longest line before authentication if security is on.
	 * @return the number of bytes
	 */
	public int unauthenticatedLineBytes() {
		return this.unauthenticatedLineBytes;
	}

	/**
	 * How much a connection may send before authentication if security is on.
	 * @return the number of bytes
	 */
	public int unauthenticatedTotalBytes() {
		return this.unauthenticatedTotalBytes;
	}

	/**
	 * How many bytes of answers a connection may get before authentication if security is
	 * on.
	 * @return the number of bytes
	 */
	public int unauthenticatedAnswerBytes() {
		return this.unauthenticatedAnswerBytes;
	}

	/**
	 * How many connections beyond the limits are told so at a time, which keeps each open
	 * for at most a second or, with TLS, as long as a handshake may take. More are closed
	 * without an answer.
	 * @return the number
	 */
	public int maxRefusedConnections() {
		return this.maxRefusedConnections;
	}

	/**
	 * How many passwords may wait to be checked. More are refused, starting with those of
	 * the address or user that has most.
	 * @return the number
	 */
	public int maxWaitingAuthentications() {
		return this.maxWaitingAuthentications;
	}

	/**
	 * How long stopping waits for queued data to be sent.
	 * @return the duration
	 */
	public Duration drainTimeout() {
		return this.drainTimeout;
	}

	/**
	 * How many threads serve the connections.
	 * @return the number
	 */
	public int eventLoopThreads() {
		return this.eventLoopThreads;
	}

	/**
	 * The TLS of all connections.
	 * @return the settings, or null if connections are plain
	 */
	public @Nullable JoltBrokerTls tls() {
		return this.tls;
	}

	/**
	 * How long a TLS handshake may take.
	 * @return the duration
	 */
	public Duration tlsHandshakeTimeout() {
		return this.tlsHandshakeTimeout;
	}

	@Nullable ServerTls serverTls() {
		return (this.tls != null) ? ServerTls.of(this.tls.material(),
				this.tls.requiresClientCertificate(this.securityEnabled), this.tlsHandshakeTimeout) : null;
	}

	@Override
	public String toString() {
		return "JoltBrokerOptions[" + this.bind + ":" + this.port + ", security "
				+ (this.securityEnabled ? "on" : "off") + "]";
	}

}
