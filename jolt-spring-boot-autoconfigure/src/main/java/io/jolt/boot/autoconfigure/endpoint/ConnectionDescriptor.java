package io.jolt.boot.autoconfigure.endpoint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltClientLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint shows of a connection.
 *
 * @param state where it stands
 * @param addresses where it looks for a broker
 * @param address where it has found one, or {@code null} if it is not open
 * @param brokerName what its connection file calls the broker, or {@code null}
 * @param broker the broker's name and version, {@code unknown} for one that does not tell
 * them, or {@code null} if the connection is not open
 * @param features what the broker offers beyond the plain protocol
 * @param publishAcknowledged whether the broker answers publishes, or {@code null} if the
 * connection is not open
 * @param subscriptions how many subscriptions listeners hold
 * @param waitingSubscriptions how many of them the broker has not granted
 * @param reconnectingSubscriptions how many of those had been granted before
 * @param refusedSubscriptions how many of those that wait the broker refuses
 * @param reconnects how often it was open again after it was lost
 * @param lastFailure why it is not open, or why the first subscription that is refused,
 * or whose own connection failed, does not receive all of its messages, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionDescriptor(ConnectionState state, List<String> addresses, @Nullable String address,
		@Nullable String brokerName, @Nullable String broker, Set<String> features,
		@Nullable Boolean publishAcknowledged, int subscriptions, int waitingSubscriptions,
		int reconnectingSubscriptions, int refusedSubscriptions, long reconnects, @Nullable String lastFailure) {

	static ConnectionDescriptor of(JoltClientLifecycle lifecycle) {
		ClientStatus status = lifecycle.getClient().status();
		ConnectionInfo connection = status.connection();
		List<String> addresses = status.servers();
		JoltException failure = status.lastFailure();
		String lastFailure = (failure != null) ? failure.getMessage() : null;
		if (connection == null) {
			return new ConnectionDescriptor(status.state(), addresses, null, status.brokerName(), null, Set.of(), null,
					status.subscriptions(), status.waitingSubscriptions(), status.reconnectingSubscriptions(),
					status.refusedSubscriptions(), lifecycle.getReconnects(), lastFailure);
		}
		return new ConnectionDescriptor(status.state(), addresses, connection.server(), status.brokerName(),
				(connection.broker() != null) ? connection.broker() : "unknown", new TreeSet<>(connection.features()),
				connection.publishAcknowledged(), status.subscriptions(), status.waitingSubscriptions(),
				status.reconnectingSubscriptions(), status.refusedSubscriptions(), lifecycle.getReconnects(),
				lastFailure);
	}

}
