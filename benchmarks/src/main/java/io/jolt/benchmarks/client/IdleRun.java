package io.jolt.benchmarks.client;

import java.lang.management.ManagementFactory;

import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Workload;

/**
 * Connects and does nothing else.
 */
final class IdleRun {

	private static final int COLLECTIONS = 3;

	private final Workload workload;

	private final Traffic traffic;

	private final Transport transport;

	private final ProcessMeter processes;

	IdleRun(Workload workload, Traffic traffic, Transport transport, ProcessMeter processes) {
		this.workload = workload;
		this.traffic = traffic;
		this.transport = transport;
		this.processes = processes;
	}

	Figures run() throws Exception {
		double resident = this.processes.serverResidentBytes();
		// the first brings the classes with it, and what is shared by all
		open(0);
		long heap = heapBytes();
		int threads = threads();
		double residentBefore = this.processes.serverResidentBytes();
		int connections = this.workload.connections() - 1;
		for (int topic = 1; topic <= connections; topic++) {
			open(topic);
		}
		return new Figures().put(Figure.CLIENT_HEAP, (heapBytes() - heap) / 1024.0 / connections)
			.put(Figure.CLIENT_THREADS, (double) (threads() - threads) / connections)
			.put(Figure.SERVER_RESIDENT, resident / 1024 / 1024)
			.put(Figure.SERVER_CONNECTION,
					(this.processes.serverResidentBytes() - residentBefore) / 1024 / connections);
	}

	private void open(int topic) throws Exception {
		this.transport.openBoth(topic, new Arrivals(this.workload.topics(), this.traffic.payload().variants()));
	}

	private static int threads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

	private static long heapBytes() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
