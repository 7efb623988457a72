package io.jolt.client.spi;

/**
 * Runs tasks later. Its one thread serves the whole client, so a task must neither block
 * nor write to a socket.
 */
@FunctionalInterface
public interface Scheduler {

	/**
	 * Schedules a task.
	 * @param task what to run
	 * @param delayNanos when, from now
	 * @return cancels the task if it has not begun
	 */
	Cancellable schedule(Runnable task, long delayNanos);

	/**
	 * Something that can be cancelled.
	 */
	@FunctionalInterface
	interface Cancellable {

		/**
		 * Cancels it; does nothing if it has begun.
		 */
		void cancel();

	}

}
