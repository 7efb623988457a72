package io.jolt.spring.listener;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Runs a subscription's tasks on whatever executor there is, knows on which thread, and
 * can end them. The subscription sees to it that the listener is run by one at a time.
 */
final class ListenerWorker implements Executor {

	private final Executor executor;

	private final @Nullable ExecutorService ownExecutor;

	private final Object monitor = new Object();

	// guarded by monitor
	private boolean closed;

	// guarded by monitor; the thread that runs a task, null between them
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
		}
		this.executor.execute(() -> run(task));
	}

	private void run(Runnable task) {
		synchronized (this.monitor) {
			if (this.closed) {
				return;
			}
			this.thread = Thread.currentThread();
		}
		try {
			task.run();
		}
		finally {
			synchronized (this.monitor) {
				// a task that makes way for the next one may end after its beginning
				if (this.thread == Thread.currentThread()) {
					this.thread = null;
				}
			}
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
			if (this.thread != null && this.thread != Thread.currentThread()) {
				this.thread.interrupt();
			}
		}
		if (this.ownExecutor != null) {
			this.ownExecutor.shutdown();
		}
	}

}
