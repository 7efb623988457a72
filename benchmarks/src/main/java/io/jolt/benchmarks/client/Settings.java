package io.jolt.benchmarks.client;

import java.time.Duration;

import io.jolt.benchmarks.workload.Workload;

/**
 * What a client's JVM is to do.
 *
 * @param client whose client
 * @param workload with what
 * @param port the server's port, on the loopback
 * @param serverPid the server's process
 * @param answererPid the process of the client that answers; 0 if there is none
 * @param warmUp how long nothing is measured
 * @param measured how long it is measured
 */
record Settings(String client, Workload workload, int port, long serverPid, long answererPid, Duration warmUp,
		Duration measured) {

	static Settings parse(String[] args) {
		return new Settings(args[0], Workload.of(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[3]),
				Long.parseLong(args[4]), Duration.ofMillis(Long.parseLong(args[5])),
				Duration.ofMillis(Long.parseLong(args[6])));
	}

}
