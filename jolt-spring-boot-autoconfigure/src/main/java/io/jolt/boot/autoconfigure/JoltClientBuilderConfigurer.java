package io.jolt.boot.autoconfigure;

import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.ReconnectPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Applies one connection's properties to a client's builder.
 */
final class JoltClientBuilderConfigurer {

	private final JoltConnectionSettings settings;

	private final JoltClientProperties properties;

	private final JoltConnectionDetails connectionDetails;

	JoltClientBuilderConfigurer(JoltConnectionSettings settings, JoltConnectionDetails connectionDetails) {
		this.settings = settings;
		this.properties = settings.properties();
		this.connectionDetails = connectionDetails;
	}

	void configure(JoltClientBuilder builder) {
		connection(builder);
		builder.negotiation(this.properties.getNegotiate());
		builder.publishAcknowledgement(this.properties.getPublishAcknowledgement());
		builder.headersOnPlainBroker(this.properties.getHeadersOnPlainBroker());
		builder.escapeNonAscii(this.properties.isEscapeNonAscii());
		builder.allowPlaintextCredentials(this.properties.isAllowPlaintextCredentials());
		check("connect-timeout", () -> builder.connectTimeout(this.properties.getConnectTimeout()));
		check("request-timeout", () -> builder.requestTimeout(this.properties.getRequestTimeout()));
		check("reply-timeout", () -> builder.replyTimeout(this.properties.getReplyTimeout()));
		check("requests.max-waiting", () -> builder.maxWaitingRequests(this.properties.getRequests().getMaxWaiting()));
		check("calls.max-open", () -> builder.maxOpenCalls(this.properties.getCalls().getMaxOpen()));
		check("calls.window", () -> builder.callWindow(this.properties.getCalls().getWindow()));
		check("write-timeout", () -> builder.writeTimeout(this.properties.getWriteTimeout()));
		check("ping-interval", () -> builder.pingInterval(this.properties.getPingInterval()));
		check("max-outstanding-pings", () -> builder.maxOutstandingPings(this.properties.getMaxOutstandingPings()));
		check("reconnect", () -> builder.reconnectPolicy(reconnectPolicy()));
		check("max-line-size", () -> builder.maxLineBytes(DataSizes.toIntBytes(this.properties.getMaxLineSize())));
		check("outgoing-buffer-size",
				() -> builder.outgoingBufferBytes(this.properties.getOutgoingBufferSize().toBytes()));
		compression(builder, this.properties.getCompression());
	}

	private void compression(JoltClientBuilder builder, JoltClientProperties.Compression compression) {
		builder.compression(compression.isEnabled());
		check("compression.threshold",
				() -> builder.compressionThreshold(DataSizes.toIntBytes(compression.getThreshold())));
		DataSize maxDecompressedSize = compression.getMaxDecompressedSize();
		if (maxDecompressedSize != null) {
			check("compression.max-decompressed-size",
					() -> builder.maxDecompressedBytes(DataSizes.toIntBytes(maxDecompressedSize)));
		}
	}

	private void check(String property, Runnable setting) {
		InvalidJoltPropertyException.check(this.settings.property(property), setting);
	}

	private void connection(JoltClientBuilder builder) {
		if (this.connectionDetails instanceof ConnectionFileJoltConnectionDetails details) {
			builder.connectionFile(details.file());
			return;
		}
		builder.addressProvider(this.connectionDetails::getAddresses);
		builder.credentialsProvider(this::credentials);
		builder.tlsProvider(new SslBundleTlsProvider(this.connectionDetails::getSslBundle));
	}

	private @Nullable JoltCredentials credentials() {
		String username = this.connectionDetails.getUsername();
		if (username == null) {
			return null;
		}
		String password = this.connectionDetails.getPassword();
		Assert.state(password != null,
				() -> "The Jolt connection details name the user '" + username + "' but give no password");
		return new JoltCredentials(username, password);
	}

	private ReconnectPolicy reconnectPolicy() {
		JoltClientProperties.Reconnect reconnect = this.properties.getReconnect();
		return new ReconnectPolicy(reconnect.getInitialDelay(), reconnect.getMaxDelay(), reconnect.getMultiplier());
	}

}
