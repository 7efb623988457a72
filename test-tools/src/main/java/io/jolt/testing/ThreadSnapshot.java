package io.jolt.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one moment, to show later that none was left behind. Threads of pools
 * that a whole JVM shares, the JDK's and Netty's, do not count. Immutable.
 */
public final class ThreadSnapshot {

	private static final long PATIENCE_MILLIS = 10_000;

	private final Set<Thread> before;

	private ThreadSnapshot(Set<Thread> before) {
		this.before = before;
	}

	/**
	 * Remembers the current threads.
	 * @return the snapshot
	 */
	public static ThreadSnapshot take() {
		return new ThreadSnapshot(new HashSet<>(Thread.getAllStackTraces().keySet()));
	}

	/**
	 * Waits for every thread that was started since to end, for at most ten seconds.
	 * @throws AssertionError if one of them does not
	 */
	public void assertNothingLeft() {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
		for (Thread thread : startedSince()) {
			try {
				long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				thread.join(Math.max(1, leftMillis));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new AssertionError("Interrupted while waiting for " + thread, ex);
			}
		}
		List<Thread> left = startedSince();
		if (!left.isEmpty()) {
			throw new AssertionError("Threads are left behind: " + left);
		}
	}

	private List<Thread> startedSince() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.before.contains(thread) && !isShared(thread))
			.toList();
	}

	private static boolean isShared(Thread thread) {
		String name = thread.getName();
		ThreadGroup group = thread.getThreadGroup();
		return name.startsWith("ForkJoinPool") || name.startsWith("CompletableFutureDelayScheduler")
				|| name.equals("Common-Cleaner") || name.equals("process reaper")
				|| name.startsWith("globalEventExecutor") || name.startsWith("junit") || group == null
				|| group.getName().equals("system");
	}

}
