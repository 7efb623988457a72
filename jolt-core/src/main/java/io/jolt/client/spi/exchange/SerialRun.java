package io.jolt.client.spi.exchange;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a task again and again while it is asked for, by one thread at a time: whoever
 * asks while it runs is served by the thread that runs it. So what the task does keeps
 * its order, and recursion becomes a loop. Safe for use by several threads.
 */
final class SerialRun {

	private final Runnable task;

	private final Executor executor;

	// how often it was asked for and not served, the current run included
	private final AtomicInteger asked = new AtomicInteger();

	SerialRun(Runnable task, Executor executor) {
		this.task = task;
		this.executor = executor;
	}

	/**
	 * Runs the task on this thread, unless another one runs it or is about to, which then
	 * does once more.
	 */
	void run() {
		if (this.asked.getAndIncrement() == 0) {
			serve();
		}
	}

	/**
	 * Runs the task on a thread of the executor. Never blocks.
	 */
	void start() {
		if (this.asked.getAndIncrement() == 0) {
			this.executor.execute(this::serve);
		}
	}

	private void serve() {
		int served = 1;
		do {
			try {
				this.task.run();
			}
			catch (RuntimeException | Error ex) {
				if (this.asked.getAndSet(0) > served) {
					// whoever asked meanwhile relies on this run
					start();
				}
				throw ex;
			}
			served = this.asked.addAndGet(-served);
		}
		while (served != 0);
	}

}
