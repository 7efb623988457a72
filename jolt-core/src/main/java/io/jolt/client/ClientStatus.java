package io.jolt.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A client at one moment, for health checks and operators. It never holds a password.
 *
 * @param state where the client stands
 * @param servers where it looks for a broker, as last asked
 * @param brokerName what its connection file calls the broker, or {@code null} if there
 * is no such file
 * @param connection the broker it is connected to, or {@code null} if it is not open
 * @param limits what a message may have at most: what the broker accepts while there is a
 * connection, else what the client does
 * @param subscriptions how many subscriptions listeners hold
 * @param waitingSubscriptions how many of them the broker has not granted on the current
 * connection, so that they receive nothing; all of them while there is no connection. In
 * an open client they are new, or the broker has refused them when it was reconnected, or
 * cannot get the connection of their own that {@link OverflowPolicy#BLOCK} needs
 * @param reconnectingSubscriptions how many of those that wait were granted before, see
 * {@link SubscriptionState#RECONNECTING}
 * @param refusedSubscriptions how many of those that wait the broker has refused, see
 * {@link SubscriptionState#REFUSED}; those that are over do not count
 * @param unclaimedDeliveries how many deliveries were dropped because they matched no
 * subscription, for example after an unsubscription
 * @param lastFailure why the last attempt failed or the last connection was lost since
 * the client was last open; else why the first subscription that is refused, or whose own
 * connection failed, does not receive all of its messages; {@code null} if all is well
 */
public record ClientStatus(ConnectionState state, List<String> servers, @Nullable String brokerName,
		@Nullable ConnectionInfo connection, MessageLimits limits, int subscriptions, int waitingSubscriptions,
		int reconnectingSubscriptions, int refusedSubscriptions, long unclaimedDeliveries,
		@Nullable JoltException lastFailure) {

	/**
	 * Creates the status.
	 */
	public ClientStatus {
		servers = List.copyOf(servers);
	}

}
