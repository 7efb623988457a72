package io.jolt.spring.listener;

import org.jspecify.annotations.Nullable;

/**
 * Creates threads that inherit nothing from the creating thread, which may belong to a
 * web request or the common pool, or be a daemon.
 */
final class CleanThread {

	private CleanThread() {
	}

	/**
	 * Creates a thread that is not a daemon.
	 * @param task what it runs
	 * @param name its name
	 * @param classLoader its context class loader
	 * @return the thread, not started
	 */
	@SuppressWarnings("ThreadPriorityCheck") // only resets what was inherited
	static Thread create(Runnable task, String name, @Nullable ClassLoader classLoader) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(false);
		thread.setPriority(Thread.NORM_PRIORITY);
		thread.setContextClassLoader(classLoader);
		return thread;
	}

}
