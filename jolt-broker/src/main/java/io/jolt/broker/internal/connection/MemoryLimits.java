package io.jolt.broker.internal.connection;

import java.util.Locale;

import io.jolt.broker.JoltBrokerOptions;
import io.netty.util.internal.PlatformDependent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much memory all connections together may take.
 *
 * @param heapBytes of the heap
 * @param directBytes outside the heap
 */
record MemoryLimits(long heapBytes, long directBytes) {

	private static final Logger logger = LoggerFactory.getLogger("io.jolt.broker");

	// the rest is for the program, and for what the collector has not come to yet
	private static final int SHARE_OF_HEAP = 4;

	// the rest is for what is left over where buffers of many sizes share a chunk
	private static final int SHARE_OF_DIRECT = 2;

	// a longer line is kept in an array that may take twice its size of the heap
	private static final int LINE_FACTOR = 2;

	static MemoryLimits of(JoltBrokerOptions options) {
		long heapBytes = options.maxHeapBytes();
		long directBytes = options.maxDirectBytes();
		return new MemoryLimits((heapBytes > 0) ? heapBytes : jvmHeapBytes() / SHARE_OF_HEAP,
				(directBytes > 0) ? directBytes : jvmDirectBytes() / SHARE_OF_DIRECT);
	}

	static long jvmHeapBytes() {
		return Runtime.getRuntime().maxMemory();
	}

	static long jvmDirectBytes() {
		return PlatformDependent.maxDirectMemory();
	}

	/**
	 * Says what the limits are, and which of the others can never be reached.
	 * @param options the others
	 */
	void announce(JoltBrokerOptions options) {
		logger.info(
				"Connections may take {} MiB of the heap (of {}) for unfinished lines and subscriptions, "
						+ "and {} MiB outside it (of {}) for what waits to be sent",
				mebibytes(this.heapBytes), mebibytes(jvmHeapBytes()), mebibytes(this.directBytes),
				mebibytes(jvmDirectBytes()));
		warn("outboundHardBytes", options.outboundHardBytes(), this.directBytes, "outside the heap");
		warn("maxSubscriptionBytesPerConnection", options.maxSubscriptionBytesPerConnection(), this.heapBytes,
				"of the heap");
		warn("maxLineBytes", LINE_FACTOR * (long) options.maxLineBytes(), this.heapBytes, "of the heap");
	}

	private static void warn(String name, long needed, long limit, String where) {
		if (needed > limit) {
			logger.warn("{} cannot be reached: it needs {} bytes {}, and all connections together may take {}. "
					+ "Lower it, or give the JVM more memory", name, needed, where, limit);
		}
	}

	private static String mebibytes(long bytes) {
		double mebibytes = bytes / (1024.0 * 1024.0);
		return (mebibytes < 10) ? String.format(Locale.ROOT, "%.1f", mebibytes) : Long.toString(Math.round(mebibytes));
	}

}
