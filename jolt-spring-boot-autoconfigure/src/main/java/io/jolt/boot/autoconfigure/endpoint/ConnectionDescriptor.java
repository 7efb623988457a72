package io.jolt.boot.autoconfigure.endpoint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionState;
import io.jolt.client.ExchangeStatus;
import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltClientLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the endpoint shows it.
 *
 * @param state its state
 * @param addresses the addresses that it tries
 * @param address the address of its broker, or {@code null} if it is not open
 * @param brokerName the broker's name in the connection file, or {@code null}
 * @param broker the broker's name and version, {@code unknown} if the broker does not
 * tell, or {@code null} if the connection is not open
 * @param features the broker's features beyond the plain protocol
 * @param publishAcknowledged whether the broker answers publishes, or {@code null} if the
 * connection is not open
 * @param subscriptions the number of the listeners' subscriptions
 * @param waitingSubscriptions the number of these that the broker has not granted
 * @param reconnectingSubscriptions the number of waiting subscriptions that had been
 * granted before
 * @param refusedSubscriptions the number of waiting subscriptions that the broker refuses
 * @param waitingRequests the number of requests that wait for their replies
 * @param openCalls the number of calls that are open, on either side
 * @param unclaimedReplies how many answers were dropped because no request or call waited
 * for them
 * @param reconnects how often it was restored after it was lost
 * @param lastFailure why it is not open, or why the first subscription that is refused or
 * whose own socket failed does not receive all of its messages, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionDescriptor(ConnectionState state, List<String> addresses, @Nullable String address,
		@Nullable String brokerName, @Nullable String broker, Set<String> features,
		@Nullable Boolean publishAcknowledged, int subscriptions, int waitingSubscriptions,
		int reconnectingSubscriptions, int refusedSubscriptions, int waitingRequests, int openCalls,
		long unclaimedReplies, long reconnects, @Nullable String lastFailure) {

	static ConnectionDescriptor of(JoltClientLifecycle lifecycle) {
		ClientStatus status = lifecycle.getClient().status();
		ExchangeStatus exchanges = status.exchanges();
		ConnectionInfo connection = status.connection();
		List<String> addresses = status.servers();
		JoltException failure = status.lastFailure();
		String lastFailure = (failure != null) ? failure.getMessage() : null;
		if (connection == null) {
			return new ConnectionDescriptor(status.state(), addresses, null, status.brokerName(), null, Set.of(), null,
					status.subscriptions(), status.waitingSubscriptions(), status.reconnectingSubscriptions(),
					status.refusedSubscriptions(), exchanges.waitingRequests(), exchanges.openCalls(),
					exchanges.unclaimedReplies(), lifecycle.getReconnects(), lastFailure);
		}
		return new ConnectionDescriptor(status.state(), addresses, connection.server(), status.brokerName(),
				(connection.broker() != null) ? connection.broker() : "unknown", new TreeSet<>(connection.features()),
				connection.publishAcknowledged(), status.subscriptions(), status.waitingSubscriptions(),
				status.reconnectingSubscriptions(), status.refusedSubscriptions(), exchanges.waitingRequests(),
				exchanges.openCalls(), exchanges.unclaimedReplies(), lifecycle.getReconnects(), lastFailure);
	}

}
