package io.jolt.client.contract;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Completes users' futures in their order, and goes on with another thread where a
 * dependent blocks.
 */
final class InMemoryCompleter {

	private static final long PATIENCE_MILLIS = 20;

	private final Executor threads;

	// guarded by this
	private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

	// who takes the tasks, null while there are none; guarded by this
	private @Nullable Object runner;

	// how many tasks were begun; guarded by this
	private long begun;

	InMemoryCompleter(Executor threads) {
		this.threads = threads;
	}

	void add(Runnable task) {
		synchronized (this) {
			this.tasks.add(task);
			if (this.runner == null) {
				startRunner();
			}
		}
	}

	// the lock is held
	private void startRunner() {
		Object next = new Object();
		this.runner = next;
		try {
			this.threads.execute(() -> run(next));
			watch(next, this.begun);
		}
		catch (RejectedExecutionException ex) {
			// the client is closed; what is owed to callers is still given to them
			run(next);
		}
	}

	private void run(Object self) {
		for (Runnable task = next(self); task != null; task = next(self)) {
			task.run();
		}
	}

	private synchronized @Nullable Runnable next(Object self) {
		if (this.runner != self) {
			return null;
		}
		Runnable task = this.tasks.poll();
		if (task == null) {
			this.runner = null;
		}
		this.begun++;
		return task;
	}

	private void watch(Object watched, long seen) {
		CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, Runnable::run).execute(() -> {
			synchronized (this) {
				if (this.runner != watched) {
					return;
				}
				if (this.begun != seen) {
					watch(watched, this.begun);
				}
				else {
					startRunner();
				}
			}
		});
	}

	/**
	 * Waits a moment until what was added has completed.
	 */
	void flush() {
		CountDownLatch reached = new CountDownLatch(1);
		add(reached::countDown);
		try {
			reached.await(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
