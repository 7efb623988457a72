package io.jolt.spring.listener;

import org.jspecify.annotations.Nullable;

/**
 * Makes threads that inherit nothing of the one that happens to make them, which may be a
 * web request's, one of the common pool, or a daemon.
 */
final class CleanThread {

	private CleanThread() {
	}

	/**
	 * Makes a thread that is no daemon.
	 * @param task what it runs
	 * @param name its name
	 * @param classLoader what it finds classes with
	 * @return the thread, not started
	 */
	@SuppressWarnings("ThreadPriorityCheck") // only takes back what was inherited
	static Thread create(Runnable task, String name, @Nullable ClassLoader classLoader) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(false);
		thread.setPriority(Thread.NORM_PRIORITY);
		thread.setContextClassLoader(classLoader);
		return thread;
	}

}
