package io.jolt.boot.autoconfigure.health;

import io.jolt.broker.JoltBroker;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of an embedded broker: down if it has lost one of its threads and no longer
 * serves some of its clients, out of service while it is stopped. Safe for use by several
 * threads; does not block.
 */
public class JoltBrokerHealthIndicator extends AbstractHealthIndicator {

	private final JoltBroker broker;

	/**
	 * Creates an indicator.
	 * @param broker the broker
	 */
	public JoltBrokerHealthIndicator(JoltBroker broker) {
		super("Jolt broker health check failed");
		this.broker = broker;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		if (this.broker.hasFailed()) {
			builder.down()
				.withDetail("cause", "An event loop has ended, and with it the connections that it served: "
						+ "stop the broker and start it again");
		}
		else if (this.broker.isRunning()) {
			builder.up().withDetail("connections", this.broker.connections());
		}
		else {
			builder.outOfService();
		}
	}

}
