package io.jolt.benchmarks.client;

import java.util.Arrays;

/**
 * Every latency of a run. It is told by one thread, and asked when that has ended.
 */
final class Percentiles {

	// owned by the thread that adds
	private long[] nanos = new long[1 << 16];

	// owned by the thread that adds
	private int count;

	/**
	 * Forgets those of the warm-up. They are added, too, so that the code that measures
	 * is warm, and is not compiled anew with all that it is inlined into when it counts.
	 */
	void clear() {
		this.count = 0;
	}

	void add(long latencyNanos) {
		if (this.count == this.nanos.length) {
			this.nanos = Arrays.copyOf(this.nanos, 2 * this.count);
		}
		this.nanos[this.count] = latencyNanos;
		this.count++;
	}

	/**
	 * What so many percent of the latencies do not exceed.
	 * @param percent more than 0, at most 100
	 * @return the least such latency in microseconds; not a number if there is none
	 */
	double micros(double percent) {
		if (this.count == 0) {
			return Double.NaN;
		}
		long[] sorted = Arrays.copyOf(this.nanos, this.count);
		Arrays.sort(sorted);
		int rank = (int) Math.ceil(percent / 100 * this.count);
		return sorted[Math.max(rank, 1) - 1] / 1e3;
	}

}
