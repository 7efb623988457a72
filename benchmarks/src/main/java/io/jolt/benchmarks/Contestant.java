package io.jolt.benchmarks;

import java.util.Set;

import io.jolt.benchmarks.server.Server;
import io.jolt.benchmarks.workload.Workload;

/**
 * Who takes part: a client with its server.
 *
 * @param name what the table calls it
 * @param client the client's name
 * @param build the Jolt build on its class path
 * @param server its server
 * @param workloads what it takes part in
 */
record Contestant(String name, String client, JoltBuild build, Server server, Set<Workload> workloads) {

	boolean takesPartIn(Workload workload) {
		return this.workloads.contains(workload);
	}

}
