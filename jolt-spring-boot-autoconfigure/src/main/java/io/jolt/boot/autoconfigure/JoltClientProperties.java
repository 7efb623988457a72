package io.jolt.boot.autoconfigure;

import java.time.Duration;

import io.jolt.client.HeadersOnPlainBroker;
import io.jolt.client.NegotiationMode;
import io.jolt.client.PublishAcknowledgement;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of one client: where its broker is, and how it behaves on that connection.
 */
public class JoltClientProperties {

	/**
	 * URL of the broker, jolt://user:password@host:port. Overrides host, port, username
	 * and password.
	 */
	private @Nullable String url;

	/**
	 * Host name or IP address of the broker.
	 */
	private String host = "localhost";

	/**
	 * Port of the broker.
	 */
	private int port = 8080;

	/**
	 * User to authenticate with the broker. Anonymous if not set.
	 */
	private @Nullable String username;

	/**
	 * Password to authenticate with the broker.
	 */
	private @Nullable String password;

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
	 * Interval at which an idle connection is checked with a ping. Zero turns the checks
	 * off.
	 */
	private Duration pingInterval = Duration.ofSeconds(20);

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
	 * Whether to send credentials in clear text to an address off the loopback.
	 */
	private boolean allowPlaintextCredentials = false;

	/**
	 * Longest line of the protocol to send or receive.
	 */
	private DataSize maxLineSize = DataSize.ofMegabytes(1);

	/**
	 * Returns the broker's URL.
	 * @return the URL, which may hold a password, or {@code null}
	 */
	public @Nullable String getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable String url) {
		this.url = url;
	}

	public String getHost() {
		return this.host;
	}

	public void setHost(String host) {
		this.host = host;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPassword() {
		return this.password;
	}

	public void setPassword(@Nullable String password) {
		this.password = password;
	}

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

	public Duration getPingInterval() {
		return this.pingInterval;
	}

	public void setPingInterval(Duration pingInterval) {
		this.pingInterval = pingInterval;
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

	public boolean isAllowPlaintextCredentials() {
		return this.allowPlaintextCredentials;
	}

	public void setAllowPlaintextCredentials(boolean allowPlaintextCredentials) {
		this.allowPlaintextCredentials = allowPlaintextCredentials;
	}

	public DataSize getMaxLineSize() {
		return this.maxLineSize;
	}

	public void setMaxLineSize(DataSize maxLineSize) {
		this.maxLineSize = maxLineSize;
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
