package io.jolt.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.jolt.benchmarks.server.InstalledServers;
import io.jolt.benchmarks.server.JavaServer;
import io.jolt.benchmarks.server.RabbitServer;
import io.jolt.benchmarks.server.Server;
import io.jolt.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Puts together who takes part.
 */
final class Contestants {

	/**
	 * What the command line calls those who can be chosen.
	 */
	static final List<String> PEERS = List.of("jolt", "nats", "redis", "rabbit", "relay");

	/**
	 * The build that the others are compared with.
	 */
	static final String REFERENCE = "Jolt";

	private static final Set<Workload> ALL = EnumSet.allOf(Workload.class);

	private static final Set<Workload> CALLS = EnumSet.of(Workload.CALL_ITEMS, Workload.CALL_SLOW);

	/**
	 * What needs requests, calls or groups.
	 */
	private static final Set<Workload> EXCHANGES = EnumSet.of(Workload.REQUEST_ONE, Workload.REQUEST_1024,
			Workload.GROUP_OF_4, Workload.GROUPS_10000, Workload.CALL_ITEMS, Workload.CALL_SLOW);

	private static final Set<Workload> SPRING = EnumSet.of(Workload.SPRING_TEXT, Workload.SPRING_RECORD);

	private static final Set<Workload> WITH_RAW_CLIENT = EnumSet.of(Workload.SPRING_TEXT);

	private static final Set<Workload> NATS = without(ALL, List.of(SPRING, CALLS, EnumSet.of(Workload.CONFIRMED)));

	private static final Set<Workload> REDIS = without(ALL, List.of(SPRING, EXCHANGES));

	private static final Set<Workload> RABBIT = without(ALL,
			List.of(SPRING, EXCHANGES, EnumSet.of(Workload.CONNECTIONS_10, Workload.CONNECTIONS_1K, Workload.IDLE)));

	private static final Set<Workload> RELAY = EnumSet.of(Workload.JSON_128, Workload.TEXT_16, Workload.JSON_4K,
			Workload.FAN_OUT, Workload.ONE_AT_A_TIME, Workload.PACED);

	private Contestants() {
	}

	private static Set<Workload> without(Collection<Workload> all, List<Set<Workload>> excluded) {
		Set<Workload> left = EnumSet.copyOf(all);
		excluded.forEach(left::removeAll);
		return left;
	}

	static List<Contestant> of(Collection<String> peers, JoltBuild build, @Nullable JoltBuild baseline,
			Installation installation, List<String> serverJvmArguments) {
		List<Contestant> all = new ArrayList<>();
		if (peers.contains("jolt")) {
			Server broker = JavaServer.jolt("Jolt of " + build, build.brokerJar(), serverJvmArguments);
			all.add(new Contestant(REFERENCE, "jolt", build, broker, workloads(build)));
			all.add(new Contestant("Jolt without Spring", "jolt-client", build, broker, WITH_RAW_CLIENT));
		}
		if (baseline != null) {
			Server broker = JavaServer.jolt("Jolt of " + baseline, baseline.brokerJar(), serverJvmArguments);
			all.add(new Contestant("Jolt, baseline", "jolt", baseline, broker, workloads(baseline)));
		}
		if (peers.contains("nats")) {
			all.add(new Contestant("NATS", "nats", build, InstalledServers.nats(), NATS));
		}
		if (peers.contains("nats-bytes")) {
			all.add(new Contestant("NATS, byte[]", "nats-bytes", build, InstalledServers.nats(), NATS));
		}
		if (peers.contains("redis")) {
			all.add(new Contestant("Redis", "redis", build, InstalledServers.redis(), REDIS));
			all.add(new Contestant("Spring Data Redis", "redis", build, InstalledServers.redis(), SPRING));
		}
		if (peers.contains("rabbit")) {
			all.add(new Contestant("RabbitMQ", "rabbit", build, new RabbitServer(), RABBIT));
			all.add(new Contestant("Spring AMQP", "rabbit", build, new RabbitServer(), SPRING));
		}
		if (peers.contains("relay")) {
			all.add(new Contestant("raw relay", "relay", build, JavaServer.relay(installation.jar()), RELAY));
		}
		return all;
	}

	private static Set<Workload> workloads(JoltBuild build) {
		return build.hasExchanges() ? ALL : without(ALL, List.of(EXCHANGES));
	}

}
