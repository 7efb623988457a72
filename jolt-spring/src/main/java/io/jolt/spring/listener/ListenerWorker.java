package io.jolt.spring.listener;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Runs what several subscriptions of one listener hand over, one task at a time and in
 * order, on whatever executor there is. It holds at most one task for each subscription:
 * messages wait in the subscriptions' own queues.
 */
final class ListenerWorker implements Executor {

	private final Executor executor;

	private final @Nullable ExecutorService ownExecutor;

	private final Object monitor = new Object();

	// guarded by monitor
	private final Queue<Runnable> tasks = new ArrayDeque<>();

	// guarded by monitor
	private boolean scheduled;

	// guarded by monitor
	private boolean closed;

	// guarded by monitor; the thread that runs tasks, null between them
	private @Nullable Thread thread;

	private ListenerWorker(Executor executor, @Nullable ExecutorService ownExecutor) {
		this.executor = executor;
		this.ownExecutor = ownExecutor;
	}

	static ListenerWorker withOwnThread(String threadName) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> new Thread(task, threadName));
		// no daemon, and there from the start: like a web server's thread, it keeps an
		// application alive that does nothing but listen
		executor.prestartCoreThread();
		return new ListenerWorker(executor, executor);
	}

	static ListenerWorker on(Executor executor) {
		return new ListenerWorker(executor, null);
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this.monitor) {
			if (this.closed) {
				return;
			}
			this.tasks.add(task);
			if (this.scheduled) {
				return;
			}
			this.scheduled = true;
		}
		try {
			this.executor.execute(this::runTasks);
		}
		catch (RejectedExecutionException ex) {
			synchronized (this.monitor) {
				this.scheduled = false;
				this.tasks.remove(task);
			}
			throw ex;
		}
	}

	private void runTasks() {
		try {
			for (Runnable task = next(); task != null; task = next()) {
				task.run();
			}
		}
		catch (Throwable ex) {
			reschedule();
			throw ex;
		}
	}

	private @Nullable Runnable next() {
		synchronized (this.monitor) {
			Runnable task = this.closed ? null : this.tasks.poll();
			this.scheduled = (task != null);
			this.thread = (task != null) ? Thread.currentThread() : null;
			return task;
		}
	}

	private void reschedule() {
		boolean more;
		synchronized (this.monitor) {
			this.thread = null;
			this.scheduled = !this.closed && !this.tasks.isEmpty();
			more = this.scheduled;
		}
		if (more) {
			this.executor.execute(this::runTasks);
		}
	}

	boolean isCurrentThread() {
		synchronized (this.monitor) {
			return this.thread == Thread.currentThread();
		}
	}

	/**
	 * Ends it. A task that still runs is interrupted, further ones are not run.
	 */
	void close() {
		synchronized (this.monitor) {
			this.closed = true;
			this.tasks.clear();
			if (this.thread != null && this.thread != Thread.currentThread()) {
				this.thread.interrupt();
			}
		}
		if (this.ownExecutor != null) {
			this.ownExecutor.shutdown();
		}
	}

}
