package io.jolt.client.spi.exchange;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.jolt.client.spi.LogThrowable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of thousands of calls on a few threads, borrowed while there are tasks.
 * Safe for use by several threads.
 */
final class CallThreads implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(CallThreads.class);

	// so many subscribers may block at a time before other calls have to wait
	private static final int MAX_WORKERS = 64;

	private final Executor threads;

	// guarded by this
	private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	// guarded by this
	private int workers;

	CallThreads(Executor threads) {
		this.threads = threads;
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this) {
			this.tasks.add(task);
			if (this.workers == MAX_WORKERS) {
				return;
			}
			this.workers++;
		}
		try {
			this.threads.execute(this::work);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The client is closed", ex);
			ended();
		}
		catch (RuntimeException | Error ex) {
			// there may be no more threads; what waits is done with the next task
			logger.error("No thread could be started for a call", LogThrowable.of(ex));
			ended();
		}
	}

	private synchronized void ended() {
		this.workers--;
	}

	private void work() {
		Runnable task = next();
		while (task != null) {
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				logger.error("A task of a call failed", LogThrowable.of(ex));
			}
			task = next();
		}
	}

	// the worker ends if there is none
	private synchronized @Nullable Runnable next() {
		Runnable task = this.tasks.poll();
		if (task == null) {
			this.workers--;
		}
		return task;
	}

}
