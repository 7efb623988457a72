package io.jolt.spring.listener;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks within a few lasting ones of another executor: for one that makes a thread
 * for each, which would be a thread for each message. Safe for use by several threads.
 */
final class LastingTasks implements Executor, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LastingTasks.class);

	private final Executor executor;

	private final int max;

	private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

	// how many lasting tasks run or are about to; guarded by this
	private int running;

	private volatile boolean closed;

	/**
	 * Creates an executor.
	 * @param executor runs the lasting tasks, each until this is closed
	 * @param max how many of them at most
	 */
	LastingTasks(Executor executor, int max) {
		this.executor = executor;
		this.max = max;
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this) {
			if (this.running == this.max) {
				this.tasks.add(task);
				return;
			}
			this.running++;
		}
		try {
			this.executor.execute(() -> runAll(task));
		}
		catch (RuntimeException | Error ex) {
			synchronized (this) {
				this.running--;
			}
			throw ex;
		}
	}

	private void runAll(Runnable first) {
		Runnable task = first;
		while (!this.closed) {
			task.run();
			task = next();
		}
	}

	private Runnable next() {
		while (true) {
			try {
				return this.tasks.take();
			}
			catch (InterruptedException ex) {
				// came too late for the listener, which had just returned
				logger.trace("Interrupted between two tasks", ex);
			}
		}
	}

	/**
	 * Ends the lasting tasks as soon as they have nothing to do.
	 */
	@Override
	public void close() {
		this.closed = true;
		for (int i = 0; i < this.max; i++) {
			this.tasks.add(() -> {
			});
		}
	}

}
