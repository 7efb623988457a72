package io.jolt.spring.listener;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads of one run of a container: makes them, or borrows them from the user's
 * executor, knows which run the listener, and can interrupt those. The subscription sees
 * to it that there are no more of them at a time than there may be, and that they have
 * nothing to do once it is closed. Safe for use by several threads.
 */
final class ContainerThreads implements Executor {

	private final Executor executor;

	private final boolean lasting;

	// of whoever made the container: whoever happens to start a thread, such as a thread
	// of the client's, may know other classes
	private final @Nullable ClassLoader classLoader;

	// those that run the listener, or wait for it to have something to do; guarded by
	// this
	private final Set<Thread> threads = new HashSet<>();

	// released when the run is over
	private final CountDownLatch over = new CountDownLatch(1);

	/**
	 * Creates the threads of a run, none of which is there yet.
	 * @param listenerId the listener's id
	 * @param properties say where the listener runs
	 * @param classLoader what the threads find classes with
	 */
	ContainerThreads(String listenerId, ContainerProperties properties, @Nullable ClassLoader classLoader) {
		Executor taskExecutor = properties.getTaskExecutor();
		this.classLoader = classLoader;
		this.lasting = taskExecutor == null || makesThreads(taskExecutor);
		this.executor = (taskExecutor != null) ? taskExecutor
				: newThreads("jolt-listener-" + listenerId, properties.getConcurrency(), properties.getThreadFactory());
	}

	// one that limits their number shares few threads among many, as a pool does
	private static boolean makesThreads(Executor executor) {
		return executor instanceof VirtualThreadTaskExecutor
				|| (executor instanceof SimpleAsyncTaskExecutor simple && !simple.isThrottleActive());
	}

	private Executor newThreads(String name, int count, @Nullable ThreadFactory factory) {
		ThreadFactory made = (factory != null) ? factory : this::newThread;
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = made.newThread(() -> {
				task.run();
				awaitEnd();
			});
			if (thread.getName().isEmpty()) {
				thread.setName((count == 1) ? name : name + "-" + number.incrementAndGet());
			}
			thread.start();
		};
	}

	// no daemon: like a web server's thread, it keeps an application alive that does
	// nothing but listen
	private Thread newThread(Runnable task) {
		Thread thread = new Thread(null, task, "", 0, false);
		thread.setDaemon(false);
		thread.setContextClassLoader(this.classLoader);
		return thread;
	}

	// a subscription that the broker has refused has ended long before its container
	private void awaitEnd() {
		boolean ended = false;
		while (!ended) {
			try {
				this.over.await();
				ended = true;
			}
			catch (InterruptedException ex) {
				// it came too late for the listener, which had returned
			}
		}
	}

	/**
	 * Whether threads are kept for as long as the subscription lasts.
	 * @return {@code false} if they are borrowed while there are messages
	 */
	boolean isLasting() {
		return this.lasting;
	}

	@Override
	public void execute(Runnable task) {
		Thread starter = Thread.currentThread();
		ClassLoader own = starter.getContextClassLoader();
		// what makes a thread usually hands it down
		starter.setContextClassLoader(this.classLoader);
		try {
			this.executor.execute(() -> run(task));
		}
		finally {
			starter.setContextClassLoader(own);
		}
	}

	private void run(Runnable task) {
		synchronized (this) {
			this.threads.add(Thread.currentThread());
		}
		try {
			task.run();
		}
		finally {
			synchronized (this) {
				this.threads.remove(Thread.currentThread());
			}
		}
	}

	synchronized boolean isCurrentThread() {
		return this.threads.contains(Thread.currentThread());
	}

	/**
	 * Interrupts those that run the listener, save the calling one.
	 */
	synchronized void interrupt() {
		this.threads.stream().filter((thread) -> thread != Thread.currentThread()).forEach(Thread::interrupt);
	}

	/**
	 * Lets them end. The subscription was closed before.
	 */
	void release() {
		this.over.countDown();
	}

}
