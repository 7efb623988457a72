package io.jolt.boot.autoconfigure.metrics;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.jolt.client.ConnectionState;
import io.jolt.client.ExchangeStatus;
import io.jolt.spring.config.JoltClientLifecycle;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The meters of connections, each with the tag {@code connection}, the connection's name:
 * {@code jolt.connection.state} and {@code jolt.connection.reconnects}, the present
 * numbers {@code jolt.requests.waiting} and {@code jolt.calls.open}, and
 * {@code jolt.replies.unclaimed}.
 */
public final class JoltConnectionMetrics implements MeterBinder {

	private final List<JoltClientLifecycle> connections;

	/**
	 * Creates the meters.
	 * @param connections the connections
	 */
	public JoltConnectionMetrics(Collection<JoltClientLifecycle> connections) {
		this.connections = List.copyOf(connections);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.connections.forEach((connection) -> bind(connection, registry));
	}

	private static void bind(JoltClientLifecycle connection, MeterRegistry registry) {
		Gauge
			.builder("jolt.connection.state", connection,
					(current) -> (current.getClient().state() == ConnectionState.OPEN) ? 1 : 0)
			.description("Whether the connection to the broker is open: 1 if it is, 0 if it is not")
			.tag("connection", connection.getConnectionName())
			.register(registry);
		FunctionCounter.builder("jolt.connection.reconnects", connection, JoltClientLifecycle::getReconnects)
			.description("How often the connection was restored after it was lost")
			.baseUnit("reconnects")
			.tag("connection", connection.getConnectionName())
			.register(registry);
		gauge(connection, "jolt.requests.waiting", "requests", ExchangeStatus::waitingRequests,
				"Requests that wait for their replies")
			.register(registry);
		gauge(connection, "jolt.calls.open", "calls", ExchangeStatus::openCalls, "Calls that are open, on either side")
			.register(registry);
		FunctionCounter
			.builder("jolt.replies.unclaimed", connection,
					(current) -> current.getClient().status().exchanges().unclaimedReplies())
			.description("Answers that were dropped because no request or call waited for them")
			.baseUnit("replies")
			.tag("connection", connection.getConnectionName())
			.register(registry);
	}

	private static Gauge.Builder<JoltClientLifecycle> gauge(JoltClientLifecycle connection, String name, String unit,
			ToDoubleFunction<ExchangeStatus> figure, String description) {
		return Gauge
			.builder(name, connection, (current) -> figure.applyAsDouble(current.getClient().status().exchanges()))
			.description(description)
			.baseUnit(unit)
			.tag("connection", connection.getConnectionName());
	}

}
