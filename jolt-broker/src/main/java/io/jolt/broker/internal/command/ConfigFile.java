package io.jolt.broker.internal.command;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What {@code config.json} may hold. Every field is optional.
 *
 * @param bind the address to listen on
 * @param port the port to listen on
 * @param security users and whether they must authenticate
 * @param tls certificate and key
 * @param limits all limits
 */
record ConfigFile(@Nullable String bind, @Nullable Integer port, @Nullable Security security, @Nullable Tls tls,
		@Nullable Limits limits) {

	record Security(@Nullable Boolean enabled, @Nullable List<@Nullable User> users) {

	}

	record User(@Nullable String name, @Nullable String password, @Nullable String passwordHash,
			@Nullable String subject, @Nullable List<@Nullable String> permissions) {

	}

	record Tls(@Nullable String certificate, @Nullable String privateKey, @Nullable String privateKeyPassword,
			@Nullable String trust, @Nullable String clientCertificate) {

	}

	record Limits(@Nullable Integer maxLineBytes, @Nullable Integer maxConnections,
			@Nullable Integer maxConnectionsPerAddress, @Nullable Integer maxSubscriptionsPerConnection,
			@Nullable Long maxSubscriptionBytesPerConnection, @Nullable Long maxHeapBytes,
			@Nullable Long maxDirectBytes, @Nullable Long outboundSoftBytes, @Nullable Integer outboundSoftSeconds,
			@Nullable Long outboundHardBytes, @Nullable Integer authenticationSeconds,
			@Nullable Integer authenticationFailuresPerMinute, @Nullable Integer authenticationFailureDelayMillis,
			@Nullable Integer throttleDelayMillis, @Nullable Integer maxWaitingAuthentications,
			@Nullable Integer unauthenticatedLineBytes, @Nullable Integer unauthenticatedTotalBytes,
			@Nullable Integer unauthenticatedAnswerBytes, @Nullable Integer tlsHandshakeSeconds,
			@Nullable Integer maxRefusedConnections, @Nullable Integer drainSeconds) {

	}

}
