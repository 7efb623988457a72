package io.jolt.client.contract;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A client's threads: any number of workers, and one that tells connection listeners.
 */
final class InMemoryThreads implements Executor {

	private static final long GRACE_MILLIS = 500;

	private final Set<Thread> live = ConcurrentHashMap.newKeySet();

	private final ExecutorService workers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
			new SynchronousQueue<>(), this::newThread);

	private final ThreadPoolExecutor notifier = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), this::newThread);

	InMemoryThreads() {
		this.notifier.allowCoreThreadTimeOut(true);
	}

	private Thread newThread(Runnable task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			finally {
				this.live.remove(Thread.currentThread());
			}
		}, "in-memory-client");
		thread.setDaemon(true);
		this.live.add(thread);
		return thread;
	}

	@Override
	public void execute(Runnable task) {
		this.workers.execute(task);
	}

	void executeInOrder(Runnable task) {
		try {
			this.notifier.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// the client is closed, and has told that last
		}
	}

	boolean isOwn(Thread thread) {
		return this.live.contains(thread);
	}

	/**
	 * Ends all threads, those that do not end by themselves by an interruption. The
	 * calling one may be among them.
	 */
	void shutdown() {
		this.workers.shutdown();
		this.notifier.shutdown();
		if (!join()) {
			this.live.stream().filter((thread) -> thread != Thread.currentThread()).forEach(Thread::interrupt);
			join();
		}
	}

	private boolean join() {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
		try {
			for (Thread thread : this.live) {
				if (thread != Thread.currentThread()) {
					thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
					if (thread.isAlive()) {
						return false;
					}
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		return true;
	}

}
