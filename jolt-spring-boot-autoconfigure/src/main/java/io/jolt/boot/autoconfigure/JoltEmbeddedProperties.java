package io.jolt.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of the embedded broker.
 */
public class JoltEmbeddedProperties {

	/**
	 * Whether to run a broker inside the application and connect to it. Requires
	 * jolt-broker on the class path.
	 */
	private boolean enabled = false;

	/**
	 * Port on which the embedded broker listens on the loopback interface. Use 0 for a
	 * random free port.
	 */
	private int port = 0;

	/**
	 * Maximum size of a protocol line that the embedded broker accepts.
	 */
	private DataSize maxLineSize = DataSize.ofMegabytes(1);

	/**
	 * Maximum number of connections that the embedded broker accepts.
	 */
	private int maxConnections = 1024;

	/**
	 * Maximum number of connections that the embedded broker accepts from one address,
	 * not counting loopback addresses.
	 */
	private int maxConnectionsPerAddress = 1024;

	/**
	 * Maximum number of subscriptions per connection.
	 */
	private int maxSubscriptionsPerConnection = 10000;

	/**
	 * Maximum memory that the subscriptions of one connection use.
	 */
	private DataSize maxSubscriptionSizePerConnection = DataSize.ofMegabytes(4);

	/**
	 * Maximum heap memory that all connections use for incomplete lines and
	 * subscriptions. Defaults to a quarter of the heap.
	 */
	private @Nullable DataSize maxHeapSize;

	/**
	 * Maximum direct memory that all connections use for data that waits to be sent.
	 * Defaults to half of the JVM's limit.
	 */
	private @Nullable DataSize maxDirectSize;

	/**
	 * Size of the data waiting for a subscriber above which the broker stops reading from
	 * its connection.
	 */
	private DataSize outboundSoftSize = DataSize.ofMegabytes(8);

	/**
	 * Maximum time that more than "outbound-soft-size" may wait for a subscriber before
	 * it is disconnected.
	 */
	private Duration outboundSoftDuration = Duration.ofSeconds(60);

	/**
	 * Maximum size of the data waiting for a subscriber, above which it is disconnected.
	 */
	private DataSize outboundHardSize = DataSize.ofMegabytes(32);

	/**
	 * Maximum time that a connection may take to authenticate if the embedded broker has
	 * users.
	 */
	private Duration authenticationTimeout = Duration.ofSeconds(5);

	/**
	 * Minimum time before a failed authentication is answered.
	 */
	private Duration authenticationFailureDelay = Duration.ofMillis(100);

	/**
	 * Number of failed authentications per minute after which an address is throttled.
	 */
	private int authenticationFailuresPerMinute = 5;

	/**
	 * Additional time before the authentications of a throttled address are answered.
	 */
	private Duration throttleDelay = Duration.ofSeconds(1);

	/**
	 * Maximum size of a line that is accepted before authentication.
	 */
	private DataSize unauthenticatedLineSize = DataSize.ofKilobytes(16);

	/**
	 * Maximum size of the data that a connection may send before authentication.
	 */
	private DataSize unauthenticatedTotalSize = DataSize.ofKilobytes(64);

	/**
	 * Maximum size of the answers that a connection may receive before authentication.
	 */
	private DataSize unauthenticatedAnswerSize = DataSize.ofKilobytes(16);

	/**
	 * Maximum time that a TLS handshake may take if the embedded broker uses TLS.
	 */
	private Duration tlsHandshakeTimeout = Duration.ofSeconds(5);

	/**
	 * Maximum time to wait at shutdown until the embedded broker has sent the remaining
	 * data.
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
