package io.jolt.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A client at one moment, for health checks and operators. It never holds a password.
 *
 * @param state where the client stands
 * @param addresses where it looks for a broker, as last asked
 * @param connection the broker it is connected to, or {@code null} if it is not open
 * @param subscriptions how many subscriptions listeners hold
 * @param lastFailure why the last attempt failed or the last connection was lost, or
 * {@code null} if neither happened since the client was last open
 */
public record ClientStatus(ConnectionState state, List<JoltAddress> addresses, @Nullable ConnectionInfo connection,
		int subscriptions, @Nullable JoltException lastFailure) {

	/**
	 * Creates the status.
	 */
	public ClientStatus {
		addresses = List.copyOf(addresses);
	}

}
