package io.jolt.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a client, for health checks and operators. It never holds a password.
 *
 * @param state the state of the client
 * @param servers the servers it tries, as last provided
 * @param brokerName the broker's name in its connection file, or {@code null} without a
 * file
 * @param connection the broker it is connected to, or {@code null} if it is not open
 * @param limits the limits of a message: the broker's while connected, otherwise the
 * client's
 * @param subscriptions how many subscriptions listeners hold
 * @param waitingSubscriptions how many of them the broker has not granted on the current
 * connection, so that they receive nothing; all of them while disconnected. In an open
 * client they are new, were refused after a reconnect, or cannot connect their own
 * socket, which {@link OverflowPolicy#BLOCK} needs
 * @param reconnectingSubscriptions how many of the waiting ones were granted before, see
 * {@link SubscriptionState#RECONNECTING}
 * @param refusedSubscriptions how many of the waiting ones the broker has refused, see
 * {@link SubscriptionState#REFUSED}; those that have ended do not count
 * @param unclaimedDeliveries how many deliveries were dropped because they matched no
 * subscription, for example after an unsubscription
 * @param exchanges the client's requests and calls
 * @param lastFailure why the last attempt failed or the last connection was lost since
 * the client was last open; otherwise why the first subscription that is refused, or
 * whose own socket failed, does not receive all of its messages; {@code null} if all is
 * well
 */
public record ClientStatus(ConnectionState state, List<String> servers, @Nullable String brokerName,
		@Nullable ConnectionInfo connection, MessageLimits limits, int subscriptions, int waitingSubscriptions,
		int reconnectingSubscriptions, int refusedSubscriptions, long unclaimedDeliveries, ExchangeStatus exchanges,
		@Nullable JoltException lastFailure) {

	/**
	 * Creates the status.
	 */
	public ClientStatus {
		servers = List.copyOf(servers);
	}

}
