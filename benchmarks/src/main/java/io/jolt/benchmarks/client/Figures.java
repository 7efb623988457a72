package io.jolt.benchmarks.client;

import java.util.EnumMap;
import java.util.Map;

import io.jolt.benchmarks.workload.Figure;

/**
 * The result of a run.
 */
final class Figures {

	private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

	Figures put(Figure figure, double value) {
		this.values.put(figure, value);
		return this;
	}

	/**
	 * Puts in what was used between two looks.
	 * @param from the first look
	 * @param to the second
	 * @return this
	 */
	Figures put(Snapshot from, Snapshot to) {
		double messages = to.received() - from.received();
		double client = (to.clientCpuNanos() - from.clientCpuNanos()) / 1e3 / messages;
		double server = (to.serverCpuNanos() - from.serverCpuNanos()) / 1e3 / messages;
		return put(Figure.RATE, messages / ((to.nanos() - from.nanos()) / 1e9)).put(Figure.CLIENT_CPU, client)
			.put(Figure.SERVER_CPU, server)
			.put(Figure.CPU, client + server)
			.put(Figure.ALLOCATED, (to.allocatedBytes() - from.allocatedBytes()) / messages);
	}

	Figures put(Percentiles latencies) {
		return put(Figure.P50, latencies.micros(50)).put(Figure.P99, latencies.micros(99));
	}

	Map<Figure, Double> values() {
		return this.values;
	}

}
