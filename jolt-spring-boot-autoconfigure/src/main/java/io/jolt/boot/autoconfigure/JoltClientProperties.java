package io.jolt.boot.autoconfigure;

import java.time.Duration;

import io.jolt.client.tcp.HeadersOnPlainBroker;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.tcp.PublishAcknowledgement;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of one client: the location of its broker, and its behavior on that
 * connection.
 */
public class JoltClientProperties extends JoltConnectionProperties {

	/**
	 * Maximum time to wait for a TCP connection to be established.
	 */
	private Duration connectTimeout = Duration.ofSeconds(10);

	/**
	 * Maximum time to wait for the answer to a request, including the wait for a
	 * connection or for room in the outgoing buffer.
	 */
	private Duration requestTimeout = Duration.ofSeconds(10);

	/**
	 * Maximum time to wait for the reply of another application to a request, and for a
	 * call to be accepted, unless the request or call sets its own.
	 */
	private Duration replyTimeout = Duration.ofSeconds(10);

	/**
	 * Maximum time that a write may take before the connection is considered lost.
	 */
	private Duration writeTimeout = Duration.ofSeconds(10);

	/**
	 * Interval between the pings that check an idle connection. Zero disables them.
	 */
	private Duration pingInterval = Duration.ofSeconds(20);

	/**
	 * Number of unanswered pings that are allowed before the connection is considered
	 * lost.
	 */
	private int maxOutstandingPings = 2;

	private final Reconnect reconnect = new Reconnect();

	private final Compression compression = new Compression();

	private final Requests requests = new Requests();

	private final Calls calls = new Calls();

	/**
	 * Whether to ask the broker which features it has. With "off", patterns, headers and
	 * groups are not available, and the broker is assumed to answer every publish.
	 */
	private NegotiationMode negotiate = NegotiationMode.AUTO;

	/**
	 * Whether the broker answers publishes. With "auto", this is detected each time the
	 * client connects.
	 */
	private PublishAcknowledgement publishAcknowledgement = PublishAcknowledgement.AUTO;

	/**
	 * What to do with a message that has headers if the broker does not support them.
	 */
	private HeadersOnPlainBroker headersOnPlainBroker = HeadersOnPlainBroker.FAIL;

	/**
	 * Whether to write non-ASCII characters as JSON escapes, which protects clients that
	 * decode each read separately.
	 */
	private boolean escapeNonAscii = true;

	/**
	 * Maximum size of a protocol line that is sent or received.
	 */
	private DataSize maxLineSize = DataSize.ofMegabytes(1);

	/**
	 * Maximum size of the messages that wait to be written, including those that wait for
	 * a connection.
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

	public Duration getReplyTimeout() {
		return this.replyTimeout;
	}

	public void setReplyTimeout(Duration replyTimeout) {
		this.replyTimeout = replyTimeout;
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

	public Compression getCompression() {
		return this.compression;
	}

	public Requests getRequests() {
		return this.requests;
	}

	public Calls getCalls() {
		return this.calls;
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
		 * Maximum time to wait after the first failed attempt to connect.
		 */
		private Duration initialDelay = Duration.ofSeconds(1);

		/**
		 * Maximum time to wait between any two attempts to connect.
		 */
		private Duration maxDelay = Duration.ofSeconds(30);

		/**
		 * Multiplier of the maximum wait after each failed attempt.
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

	/**
	 * The requests of a client.
	 */
	public static class Requests {

		/**
		 * Maximum number of requests that wait for their replies. The next one is not
		 * sent.
		 */
		private int maxWaiting = 16384;

		public int getMaxWaiting() {
			return this.maxWaiting;
		}

		public void setMaxWaiting(int maxWaiting) {
			this.maxWaiting = maxWaiting;
		}

	}

	/**
	 * The calls of a client, which are streams of items in both directions.
	 */
	public static class Calls {

		/**
		 * Maximum number of calls that are open, those of others that a listener answers
		 * included. The next one is not opened, and one of others is refused.
		 */
		private int maxOpen = 16384;

		/**
		 * Maximum number of items of a call that are on their way to this application or
		 * wait there to be consumed.
		 */
		private int window = 64;

		public int getMaxOpen() {
			return this.maxOpen;
		}

		public void setMaxOpen(int maxOpen) {
			this.maxOpen = maxOpen;
		}

		public int getWindow() {
			return this.window;
		}

		public void setWindow(int window) {
			this.window = window;
		}

	}

	/**
	 * Whether and when texts travel compressed.
	 */
	public static class Compression {

		/**
		 * Whether to compress the texts of messages that do not say whether to.
		 */
		private boolean enabled;

		/**
		 * Minimum size of a text to be compressed.
		 */
		private DataSize threshold = DataSize.ofKilobytes(1);

		/**
		 * Maximum size of a compressed text that arrives, once it is decompressed. The
		 * default is 16 times the maximum line size.
		 */
		private @Nullable DataSize maxDecompressedSize;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public DataSize getThreshold() {
			return this.threshold;
		}

		public void setThreshold(DataSize threshold) {
			this.threshold = threshold;
		}

		public @Nullable DataSize getMaxDecompressedSize() {
			return this.maxDecompressedSize;
		}

		public void setMaxDecompressedSize(@Nullable DataSize maxDecompressedSize) {
			this.maxDecompressedSize = maxDecompressedSize;
		}

	}

}
