package io.jolt.benchmarks.codec;

import io.jolt.benchmarks.workload.Workload;

/**
 * The messages of the workloads, and how they look in a line.
 */
final class CodecPayload {

	private CodecPayload() {
	}

	static String of(String workload) {
		return Workload.of(workload).payload().text(0);
	}

	static String quoted(String text) {
		return "\"" + text.replace("\"", "\\\"") + "\"";
	}

}
