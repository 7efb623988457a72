package io.jolt.client.internal.transport;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.jolt.client.spi.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler on an executor.
 */
final class ExecutorScheduler implements Scheduler {

	private static final Logger logger = LoggerFactory.getLogger(ExecutorScheduler.class);

	private static final Cancellable NOTHING = () -> {
	};

	private final ScheduledExecutorService executor;

	ExecutorScheduler(ScheduledExecutorService executor) {
		this.executor = executor;
	}

	@Override
	public Cancellable schedule(Runnable task, long delayNanos) {
		try {
			Future<?> future = this.executor.schedule(() -> runSafely(task), Math.max(0, delayNanos),
					TimeUnit.NANOSECONDS);
			return () -> future.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			// the client is closed: nothing is due
			return NOTHING;
		}
		catch (Error ex) {
			// no thread is available, but the task is in the executor's queue and runs as
			// soon as a later one gets a thread
			logger.warn("Scheduled tasks may be late because no thread can be started: {}", ex.toString());
			return NOTHING;
		}
	}

	private static void runSafely(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.error("A scheduled task failed", ex);
		}
	}

}
