package io.jolt.spring.listener;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A container's own threads, which last as long as its run: no more than the listener may
 * be run by at a time.
 */
final class ListenerThreads implements Executor, AutoCloseable {

	private final ThreadPoolExecutor executor;

	private final AtomicInteger number = new AtomicInteger();

	/**
	 * Creates the threads, of which one is there from the start: no daemon unless the
	 * factory makes it one, so that like a web server's thread, it keeps an application
	 * alive that does nothing but listen.
	 * @param name names those that the factory does not
	 * @param count how many at most
	 * @param factory makes them, or {@code null} for platform threads
	 */
	ListenerThreads(String name, int count, @Nullable ThreadFactory factory) {
		ThreadFactory threads = (factory != null) ? factory : ListenerThreads::unnamed;
		this.executor = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> named(threads.newThread(task), (count == 1) ? name : name + "-"));
		this.executor.prestartCoreThread();
	}

	private static Thread unnamed(Runnable task) {
		return new Thread(null, task, "");
	}

	private Thread named(Thread thread, String name) {
		if (thread.getName().isEmpty()) {
			thread.setName(name.endsWith("-") ? name + this.number.incrementAndGet() : name);
		}
		return thread;
	}

	@Override
	public void execute(Runnable task) {
		this.executor.execute(task);
	}

	/**
	 * Lets the threads end as soon as they have nothing to do.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
	}

}
