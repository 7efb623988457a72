package io.jolt.client.testing;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * Virtual threads, by reflection: the tests are compiled for Java 17.
 */
public final class VirtualThread {

	private VirtualThread() {
	}

	/**
	 * Starts one, which needs Java 21.
	 * @param task what it runs
	 * @return the thread
	 */
	public static Thread start(Runnable task) {
		try {
			return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("There are no virtual threads here", ex);
		}
	}

	/**
	 * Whether a platform thread, or one of some virtual ones, is in a socket's write.
	 * @param virtualThreads those that {@link Thread#getAllStackTraces()} leaves out
	 * @return {@code true} if so
	 */
	public static boolean isAnyWriting(Collection<Thread> virtualThreads) {
		return Stream
			.concat(Thread.getAllStackTraces().values().stream(), virtualThreads.stream().map(Thread::getStackTrace))
			.flatMap(Arrays::stream)
			.anyMatch((frame) -> frame.getClassName().endsWith("SocketTransport")
					&& frame.getMethodName().equals("write"));
	}

}
