package io.jolt.client.internal.runtime;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time and in order on another executor's threads, and uses no thread
 * while there are none.
 */
final class SerialExecutor implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(SerialExecutor.class);

	private final Executor executor;

	// guarded by this
	private ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	// whether a thread runs the tasks or is about to; guarded by this
	private boolean scheduled;

	/**
	 * Creates an executor.
	 * @param executor lends the threads
	 */
	SerialExecutor(Executor executor) {
		this.executor = executor;
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this) {
			this.tasks.add(task);
			if (this.scheduled) {
				return;
			}
			this.scheduled = true;
		}
		try {
			this.executor.execute(this::drain);
		}
		catch (RejectedExecutionException ex) {
			// the client is closed and has no more threads
			drain();
		}
		catch (Error ex) {
			// no thread is available; the next task tries again
			synchronized (this) {
				this.scheduled = false;
			}
			logger.warn("A task must wait because no thread can be started: {}", ex.toString());
		}
	}

	private void drain() {
		ArrayDeque<Runnable> batch = nextBatch();
		while (!batch.isEmpty()) {
			for (Runnable task : batch) {
				runSafely(task);
			}
			batch = nextBatch();
		}
	}

	private synchronized ArrayDeque<Runnable> nextBatch() {
		ArrayDeque<Runnable> batch = this.tasks;
		this.tasks = new ArrayDeque<>();
		this.scheduled = !batch.isEmpty();
		return batch;
	}

	private static void runSafely(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("A task of the client failed", ex);
		}
	}

}
