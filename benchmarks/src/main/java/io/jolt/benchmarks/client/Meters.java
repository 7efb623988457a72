package io.jolt.benchmarks.client;

import java.util.function.LongSupplier;

/**
 * Everything that is looked at before and after. Not safe for use by several threads.
 */
final class Meters {

	private final ProcessMeter processes;

	private final AllocationMeter allocation = new AllocationMeter();

	Meters(Settings settings) {
		this.processes = new ProcessMeter(settings.serverPid(), settings.answererPid());
	}

	ProcessMeter processes() {
		return this.processes;
	}

	Snapshot look(LongSupplier received) {
		return new Snapshot(System.nanoTime(), received.getAsLong(), this.processes.clientCpuNanos(),
				this.processes.serverCpuNanos(), this.allocation.bytes());
	}

}
