package io.jolt.benchmarks.client;

import io.jolt.benchmarks.workload.Workload;

/**
 * Finds a contestant's client by its name.
 */
final class Transports {

	private Transports() {
	}

	static Transport open(String name, Workload workload, Traffic traffic, int port) {
		boolean spring = workload.isSpring();
		return switch (name) {
			case "jolt" -> spring ? new JoltSpringTransport(workload, traffic, port)
					: new JoltTransport(traffic, workload.group(), port);
			case "jolt-client" -> new JoltTransport(traffic, workload.group(), port);
			case "nats" -> new NatsTransport(traffic, workload.group(), port, true);
			case "nats-bytes" -> new NatsTransport(traffic, workload.group(), port, false);
			case "redis" ->
				spring ? new SpringRedisTransport(workload, traffic, port) : new RedisTransport(traffic, port);
			case "rabbit" -> spring ? new SpringRabbitTransport(workload, traffic, port)
					: new RabbitTransport(traffic, port, workload == Workload.CONFIRMED);
			case "relay" -> new RelayTransport(traffic, port);
			default -> throw new IllegalArgumentException("There is no client " + name);
		};
	}

}
