package io.jolt.benchmarks.client;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * How much this JVM has allocated. JDK 21 and later know it; before, it is what each
 * thread has allocated, and of a thread that has ended what was seen last. Not safe for
 * use by several threads.
 */
final class AllocationMeter {

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final @Nullable Method total = totalMethod();

	private final Map<Long, Long> byThread = new HashMap<>();

	private static @Nullable Method totalMethod() {
		try {
			return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	/**
	 * Looks at all threads. The more often, the less is missed of those that end.
	 * @return the bytes from the start of the JVM, up to a constant
	 */
	long bytes() {
		if (this.total != null) {
			try {
				return (Long) this.total.invoke(this.threads);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}
		long[] ids = this.threads.getAllThreadIds();
		long[] allocated = this.threads.getThreadAllocatedBytes(ids);
		for (int i = 0; i < ids.length; i++) {
			if (allocated[i] > 0) {
				this.byThread.put(ids[i], allocated[i]);
			}
		}
		return this.byThread.values().stream().mapToLong(Long::longValue).sum();
	}

}
