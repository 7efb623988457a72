package io.jolt.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of the broker inside the application.
 */
public class JoltEmbeddedProperties {

	/**
	 * Whether to run a broker inside the application and to connect to it. Needs
	 * jolt-broker on the class path.
	 */
	private boolean enabled = false;

	/**
	 * Port of the embedded broker on the loopback interface. 0 means any free one.
	 */
	private int port = 0;

	/**
	 * Longest line of the protocol that the embedded broker accepts.
	 */
	private DataSize maxLineSize = DataSize.ofMegabytes(1);

	/**
	 * Number of connections that the embedded broker accepts.
	 */
	private int maxConnections = 1024;

	/**
	 * Number of connections that the embedded broker accepts from one address. The
	 * loopback is not counted.
	 */
	private int maxConnectionsPerAddress = 1024;

	/**
	 * Number of subscriptions that a connection may have.
	 */
	private int maxSubscriptionsPerConnection = 10000;

	/**
	 * Size of the memory that the subscriptions of a connection may take.
	 */
	private DataSize maxSubscriptionSizePerConnection = DataSize.ofMegabytes(4);

	/**
	 * Size of the heap that all connections together may take, for lines that have not
	 * ended and for subscriptions. By default a quarter of the heap.
	 */
	private @Nullable DataSize maxHeapSize;

	/**
	 * Size of the memory outside the heap that all connections together may take, for
	 * what waits to be sent. By default half of what the JVM may have.
	 */
	private @Nullable DataSize maxDirectSize;

	/**
	 * Size of what may wait for a subscriber for a while. Above it, nothing more is read
	 * from its connection.
	 */
	private DataSize outboundSoftSize = DataSize.ofMegabytes(8);

	/**
	 * How long more than "outbound-soft-size" may wait for a subscriber before it is cut
	 * off.
	 */
	private Duration outboundSoftDuration = Duration.ofSeconds(60);

	/**
	 * Size of what may wait for a subscriber. Above it, the subscriber is cut off.
	 */
	private DataSize outboundHardSize = DataSize.ofMegabytes(32);

	/**
	 * How long a connection may take to authenticate, where the embedded broker has
	 * users.
	 */
	private Duration authenticationTimeout = Duration.ofSeconds(5);

	/**
	 * How long the answer to a failed authentication takes at least.
	 */
	private Duration authenticationFailureDelay = Duration.ofMillis(100);

	/**
	 * Number of failed authentications within a minute that slow an address down.
	 */
	private int authenticationFailuresPerMinute = 5;

	/**
	 * How much later the authentications of an address that is slowed down are answered.
	 */
	private Duration throttleDelay = Duration.ofSeconds(1);

	/**
	 * Longest line that is accepted before authentication.
	 */
	private DataSize unauthenticatedLineSize = DataSize.ofKilobytes(16);

	/**
	 * Size of what a connection may send before authentication.
	 */
	private DataSize unauthenticatedTotalSize = DataSize.ofKilobytes(64);

	/**
	 * Size of what a connection may be answered before authentication.
	 */
	private DataSize unauthenticatedAnswerSize = DataSize.ofKilobytes(16);

	/**
	 * How long a TLS handshake may take, where the embedded broker speaks TLS.
	 */
	private Duration tlsHandshakeTimeout = Duration.ofSeconds(5);

	/**
	 * How long the embedded broker may take at shutdown for what is still to be sent.
	 */
	private Duration drainTimeout = Duration.ofSeconds(5);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public DataSize getMaxLineSize() {
		return this.maxLineSize;
	}

	public void setMaxLineSize(DataSize maxLineSize) {
		this.maxLineSize = maxLineSize;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public int getMaxConnectionsPerAddress() {
		return this.maxConnectionsPerAddress;
	}

	public void setMaxConnectionsPerAddress(int maxConnectionsPerAddress) {
		this.maxConnectionsPerAddress = maxConnectionsPerAddress;
	}

	public int getMaxSubscriptionsPerConnection() {
		return this.maxSubscriptionsPerConnection;
	}

	public void setMaxSubscriptionsPerConnection(int maxSubscriptionsPerConnection) {
		this.maxSubscriptionsPerConnection = maxSubscriptionsPerConnection;
	}

	public DataSize getMaxSubscriptionSizePerConnection() {
		return this.maxSubscriptionSizePerConnection;
	}

	public void setMaxSubscriptionSizePerConnection(DataSize maxSubscriptionSizePerConnection) {
		this.maxSubscriptionSizePerConnection = maxSubscriptionSizePerConnection;
	}

	public @Nullable DataSize getMaxHeapSize() {
		return this.maxHeapSize;
	}

	public void setMaxHeapSize(@Nullable DataSize maxHeapSize) {
		this.maxHeapSize = maxHeapSize;
	}

	public @Nullable DataSize getMaxDirectSize() {
		return this.maxDirectSize;
	}

	public void setMaxDirectSize(@Nullable DataSize maxDirectSize) {
		this.maxDirectSize = maxDirectSize;
	}

	public DataSize getOutboundSoftSize() {
		return this.outboundSoftSize;
	}

	public void setOutboundSoftSize(DataSize outboundSoftSize) {
		this.outboundSoftSize = outboundSoftSize;
	}

	public Duration getOutboundSoftDuration() {
		return this.outboundSoftDuration;
	}

	public void setOutboundSoftDuration(Duration outboundSoftDuration) {
		this.outboundSoftDuration = outboundSoftDuration;
	}

	public DataSize getOutboundHardSize() {
		return this.outboundHardSize;
	}

	public void setOutboundHardSize(DataSize outboundHardSize) {
		this.outboundHardSize = outboundHardSize;
	}

	public Duration getAuthenticationTimeout() {
		return this.authenticationTimeout;
	}

	public void setAuthenticationTimeout(Duration authenticationTimeout) {
		this.authenticationTimeout = authenticationTimeout;
	}

	public Duration getAuthenticationFailureDelay() {
		return this.authenticationFailureDelay;
	}

	public void setAuthenticationFailureDelay(Duration authenticationFailureDelay) {
		this.authenticationFailureDelay = authenticationFailureDelay;
	}

	public int getAuthenticationFailuresPerMinute() {
		return this.authenticationFailuresPerMinute;
	}

	public void setAuthenticationFailuresPerMinute(int authenticationFailuresPerMinute) {
		this.authenticationFailuresPerMinute = authenticationFailuresPerMinute;
	}

	public Duration getThrottleDelay() {
		return this.throttleDelay;
	}

	public void setThrottleDelay(Duration throttleDelay) {
		this.throttleDelay = throttleDelay;
	}

	public DataSize getUnauthenticatedLineSize() {
		return this.unauthenticatedLineSize;
	}

	public void setUnauthenticatedLineSize(DataSize unauthenticatedLineSize) {
		this.unauthenticatedLineSize = unauthenticatedLineSize;
	}

	public DataSize getUnauthenticatedTotalSize() {
		return this.unauthenticatedTotalSize;
	}

	public void setUnauthenticatedTotalSize(DataSize unauthenticatedTotalSize) {
		this.unauthenticatedTotalSize = unauthenticatedTotalSize;
	}

	public DataSize getUnauthenticatedAnswerSize() {
		return this.unauthenticatedAnswerSize;
	}

	public void setUnauthenticatedAnswerSize(DataSize unauthenticatedAnswerSize) {
		this.unauthenticatedAnswerSize = unauthenticatedAnswerSize;
	}

	public Duration getTlsHandshakeTimeout() {
		return this.tlsHandshakeTimeout;
	}

	public void setTlsHandshakeTimeout(Duration tlsHandshakeTimeout) {
		this.tlsHandshakeTimeout = tlsHandshakeTimeout;
	}

	public Duration getDrainTimeout() {
		return this.drainTimeout;
	}

	public void setDrainTimeout(Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
	}

}
