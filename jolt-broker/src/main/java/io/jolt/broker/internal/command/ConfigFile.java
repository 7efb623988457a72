package io.jolt.broker.internal.command;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code config.json} may hold. Every field is optional.
 *
 * @param bind the address to listen on
 * @param port the port to listen on
 * @param security users and whether they have to authenticate
 * @param tls not supported yet
 * @param limits how much of everything
 */
record ConfigFile(@Nullable String bind, @Nullable Integer port, @Nullable Security security, @Nullable JsonNode tls,
		@Nullable Limits limits) {

	record Security(@Nullable Boolean enabled, @Nullable List<@Nullable User> users) {

	}

	record User(@Nullable String name, @Nullable String password, @Nullable String passwordHash,
			@Nullable List<@Nullable String> permissions) {

	}

	record Limits(@Nullable Integer maxLineBytes, @Nullable Integer maxConnections,
			@Nullable Integer maxConnectionsPerAddress, @Nullable Integer maxSubscriptionsPerConnection,
			@Nullable Long outboundSoftBytes, @Nullable Integer outboundSoftSeconds, @Nullable Long outboundHardBytes,
			@Nullable Integer authenticationSeconds, @Nullable Integer authenticationFailuresPerMinute) {

	}

}
