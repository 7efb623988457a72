package io.jolt.boot.autoconfigure;

import java.time.Duration;

import io.jolt.client.tcp.HeadersOnPlainBroker;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.tcp.PublishAcknowledgement;

import org.springframework.util.unit.DataSize;

/**
 * Settings of one client: where its broker is, and how it behaves on that connection.
 */
public class JoltClientProperties extends JoltConnectionProperties {

	/**
	 * Time limit for making a TCP connection.
	 */
	private Duration connectTimeout = Duration.ofSeconds(10);

	/**
	 * Time limit for the answer to a request. Waiting for a connection or for room in the
	 * outgoing buffer is included.
	 */
	private Duration requestTimeout = Duration.ofSeconds(10);

	/**
	 * Time limit for writing to the connection, after which it counts as lost.
	 */
	private Duration writeTimeout = Duration.ofSeconds(10);

	/**
	 * Interval at which an idle connection is checked with a ping. Zero turns the checks
	 * off.
	 */
	private Duration pingInterval = Duration.ofSeconds(20);

	/**
	 * Number of pings that may be unanswered before the connection counts as lost.
	 */
	private int maxOutstandingPings = 2;

	private final Reconnect reconnect = new Reconnect();

	/**
	 * Whether to ask the broker what it can do. With "off" every publish is taken to be
	 * answered, and there are no patterns and no headers.
	 */
	private NegotiationMode negotiate = NegotiationMode.AUTO;

	/**
	 * Whether the broker answers publishes. With "auto" it is found out on each
	 * connection.
	 */
	private PublishAcknowledgement publishAcknowledgement = PublishAcknowledgement.AUTO;

	/**
	 * What becomes of a message with headers on a broker that does not know headers.
	 */
	private HeadersOnPlainBroker headersOnPlainBroker = HeadersOnPlainBroker.FAIL;

	/**
	 * Whether to write characters outside ASCII as JSON escapes, which protects clients
	 * that decode each read by itself.
	 */
	private boolean escapeNonAscii = true;

	/**
	 * Longest line of the protocol to send or receive.
	 */
	private DataSize maxLineSize = DataSize.ofMegabytes(1);

	/**
	 * Size of what may wait to be written, including what waits for a connection.
	 */
	private DataSize outgoingBufferSize = DataSize.ofMegabytes(8);

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public Duration getRequestTimeout() {
		return this.requestTimeout;
	}

	public void setRequestTimeout(Duration requestTimeout) {
		this.requestTimeout = requestTimeout;
	}

	public Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public Duration getPingInterval() {
		return this.pingInterval;
	}

	public void setPingInterval(Duration pingInterval) {
		this.pingInterval = pingInterval;
	}

	public int getMaxOutstandingPings() {
		return this.maxOutstandingPings;
	}

	public void setMaxOutstandingPings(int maxOutstandingPings) {
		this.maxOutstandingPings = maxOutstandingPings;
	}

	public Reconnect getReconnect() {
		return this.reconnect;
	}

	public NegotiationMode getNegotiate() {
		return this.negotiate;
	}

	public void setNegotiate(NegotiationMode negotiate) {
		this.negotiate = negotiate;
	}

	public PublishAcknowledgement getPublishAcknowledgement() {
		return this.publishAcknowledgement;
	}

	public void setPublishAcknowledgement(PublishAcknowledgement publishAcknowledgement) {
		this.publishAcknowledgement = publishAcknowledgement;
	}

	public HeadersOnPlainBroker getHeadersOnPlainBroker() {
		return this.headersOnPlainBroker;
	}

	public void setHeadersOnPlainBroker(HeadersOnPlainBroker headersOnPlainBroker) {
		this.headersOnPlainBroker = headersOnPlainBroker;
	}

	public boolean isEscapeNonAscii() {
		return this.escapeNonAscii;
	}

	public void setEscapeNonAscii(boolean escapeNonAscii) {
		this.escapeNonAscii = escapeNonAscii;
	}

	public DataSize getMaxLineSize() {
		return this.maxLineSize;
	}

	public void setMaxLineSize(DataSize maxLineSize) {
		this.maxLineSize = maxLineSize;
	}

	public DataSize getOutgoingBufferSize() {
		return this.outgoingBufferSize;
	}

	public void setOutgoingBufferSize(DataSize outgoingBufferSize) {
		this.outgoingBufferSize = outgoingBufferSize;
	}

	/**
	 * The wait before the next attempt to connect: exponential, with full jitter.
	 */
	public static class Reconnect {

		/**
		 * Upper bound of the wait after the first failed attempt to connect.
		 */
		private Duration initialDelay = Duration.ofSeconds(1);

		/**
		 * Upper bound of every wait between attempts to connect.
		 */
		private Duration maxDelay = Duration.ofSeconds(30);

		/**
		 * Factor by which the bound grows with each failed attempt.
		 */
		private double multiplier = 2;

		public Duration getInitialDelay() {
			return this.initialDelay;
		}

		public void setInitialDelay(Duration initialDelay) {
			this.initialDelay = initialDelay;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(double multiplier) {
			this.multiplier = multiplier;
		}

	}

}
