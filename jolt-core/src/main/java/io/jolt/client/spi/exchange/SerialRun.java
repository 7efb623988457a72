package io.jolt.client.spi.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a task again and again while it is asked for, by one thread at a time: whoever
 * asks while it runs is served by the thread that runs it. So what the task does keeps
 * its order, and recursion becomes a loop. Safe for use by several threads.
 */
final class SerialRun {

	private final Runnable task;

	private final AtomicInteger asked = new AtomicInteger();

	SerialRun(Runnable task) {
		this.task = task;
	}

	/**
	 * Runs the task on this thread, unless another one runs it, which then does once
	 * more.
	 */
	void run() {
		if (this.asked.getAndIncrement() != 0) {
			return;
		}
		int served = 1;
		do {
			this.task.run();
			served = this.asked.addAndGet(-served);
		}
		while (served != 0);
	}

}
