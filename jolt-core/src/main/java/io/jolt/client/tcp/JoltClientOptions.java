package io.jolt.client.tcp;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a client behaves: what {@link JoltClientBuilder} collected. Immutable.
 */
public final class JoltClientOptions {

	private final JoltAddressProvider addressProvider;

	private final JoltCredentialsProvider credentialsProvider;

	private final JoltTlsProvider tlsProvider;

	private final boolean allowPlaintextCredentials;

	private final Duration connectTimeout;

	private final Duration requestTimeout;

	private final Duration writeTimeout;

	private final Duration pingInterval;

	private final int maxOutstandingPings;

	private final ReconnectPolicy reconnectPolicy;

	private final NegotiationMode negotiation;

	private final PublishAcknowledgement publishAcknowledgement;

	private final HeadersOnPlainBroker headersOnPlainBroker;

	private final boolean escapeNonAscii;

	private final int maxLineBytes;

	private final long outgoingBufferBytes;

	private final String name;

	private final @Nullable String brokerName;

	JoltClientOptions(JoltClientBuilder builder) {
		this.addressProvider = builder.addressProvider;
		this.credentialsProvider = builder.credentialsProvider;
		this.tlsProvider = builder.effectiveTlsProvider();
		this.allowPlaintextCredentials = builder.allowPlaintextCredentials;
		this.connectTimeout = builder.connectTimeout;
		this.requestTimeout = builder.requestTimeout;
		this.writeTimeout = builder.writeTimeout;
		this.pingInterval = builder.pingInterval;
		this.maxOutstandingPings = builder.maxOutstandingPings;
		this.reconnectPolicy = builder.reconnectPolicy;
		this.negotiation = builder.negotiation;
		this.publishAcknowledgement = builder.publishAcknowledgement;
		this.headersOnPlainBroker = builder.headersOnPlainBroker;
		this.escapeNonAscii = builder.escapeNonAscii;
		this.maxLineBytes = builder.maxLineBytes;
		this.outgoingBufferBytes = builder.outgoingBufferBytes;
		this.name = builder.name;
		this.brokerName = builder.brokerName;
	}

	/**
	 * Says where the broker is.
	 * @return the setting
	 */
	public JoltAddressProvider addressProvider() {
		return this.addressProvider;
	}

	/**
	 * Says who the client is.
	 * @return the setting
	 */
	public JoltCredentialsProvider credentialsProvider() {
		return this.credentialsProvider;
	}

	/**
	 * Says how connections are secured.
	 * @return the setting
	 */
	public JoltTlsProvider tlsProvider() {
		return this.tlsProvider;
	}

	/**
	 * Whether credentials may be sent in clear text to an address off the loopback.
	 * @return the setting
	 */
	public boolean allowPlaintextCredentials() {
		return this.allowPlaintextCredentials;
	}

	/**
	 * How long a TCP connection may take.
	 * @return the setting
	 */
	public Duration connectTimeout() {
		return this.connectTimeout;
	}

	/**
	 * How long a request may take, waiting for room or for a connection included.
	 * @return the setting
	 */
	public Duration requestTimeout() {
		return this.requestTimeout;
	}

	/**
	 * How long a write to the socket may take before the connection counts as lost.
	 * @return the setting
	 */
	public Duration writeTimeout() {
		return this.writeTimeout;
	}

	/**
	 * How often an idle connection is pinged; zero means never.
	 * @return the setting
	 */
	public Duration pingInterval() {
		return this.pingInterval;
	}

	/**
	 * How many pings may be unanswered before the connection counts as lost.
	 * @return the setting
	 */
	public int maxOutstandingPings() {
		return this.maxOutstandingPings;
	}

	/**
	 * How long to wait before the next attempt to connect.
	 * @return the setting
	 */
	public ReconnectPolicy reconnectPolicy() {
		return this.reconnectPolicy;
	}

	/**
	 * Whether the client asks the broker what it can do.
	 * @return the setting
	 */
	public NegotiationMode negotiation() {
		return this.negotiation;
	}

	/**
	 * Whether an answer to a publish is expected.
	 * @return the setting
	 */
	public PublishAcknowledgement publishAcknowledgement() {
		return this.publishAcknowledgement;
	}

	/**
	 * What becomes of headers on a broker that does not know them.
	 * @return the setting
	 */
	public HeadersOnPlainBroker headersOnPlainBroker() {
		return this.headersOnPlainBroker;
	}

	/**
	 * Whether all outside ASCII is written as a JSON escape, which protects clients that
	 * decode each read by itself.
	 * @return the setting
	 */
	public boolean escapeNonAscii() {
		return this.escapeNonAscii;
	}

	/**
	 * How long a line may be, in either direction, without its line end.
	 * @return the setting
	 */
	public int maxLineBytes() {
		return this.maxLineBytes;
	}

	/**
	 * How many bytes may wait to be written, those waiting for a connection included.
	 * @return the setting
	 */
	public long outgoingBufferBytes() {
		return this.outgoingBufferBytes;
	}

	/**
	 * What the client is called in thread names and logs.
	 * @return the setting
	 */
	public String name() {
		return this.name;
	}

	/**
	 * What the broker is called in logs.
	 * @return the name that its connection file gives it, or {@code null}
	 */
	public @Nullable String brokerName() {
		return this.brokerName;
	}

}
