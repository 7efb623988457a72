package io.jolt.boot.autoconfigure.metrics;

import java.util.Collection;
import java.util.List;

import io.jolt.client.ConnectionState;
import io.jolt.spring.config.JoltClientLifecycle;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The meters of connections, each with the tag {@code connection}, the connection's name:
 * {@code jolt.connection.state} and {@code jolt.connection.reconnects}.
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
	}

}
