package io.jolt.spring.listener;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.ReflectionUtils;

/**
 * The threads of one run of a container: makes them, or borrows them from the user's
 * executor, knows which run the listener, and can interrupt those. The subscription sees
 * to it that there are no more of them at a time than there may be, and that they have
 * nothing to do once it is closed. Safe for use by several threads.
 */
final class ContainerThreads implements Executor {

	private final String listenerId;

	private final Executor executor;

	private final boolean lasting;

	// whether they are made here, and not by the user's executor or thread factory
	private final boolean own;

	// of whoever made the container: whoever happens to start a thread, such as a thread
	// of the client's, may know other classes
	private final @Nullable ClassLoader classLoader;

	// those that run the listener, or wait for it to have something to do; guarded by
	// this
	private final Set<Thread> threads = new HashSet<>();

	// those of them that have stopped the container, and cannot wait for themselves;
	// guarded by this
	private final Set<Thread> stopping = new HashSet<>();

	// completes when no others are left, null while nobody waits for that; guarded by
	// this
	private @Nullable CompletableFuture<Void> othersEnded;

	// of all containers that are configured alike
	private final KeepAlive keepAlive;

	// whether they keep the JVM alive with that; guarded by this
	private boolean keepingAlive;

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
		this.listenerId = listenerId;
		this.keepAlive = properties.keepAlive();
		this.own = taskExecutor == null && properties.getThreadFactory() == null;
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
		return CleanThread.create(task, "", this.classLoader);
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

	/**
	 * Keeps the JVM alive until the run is over, also where the user's threads do not.
	 */
	synchronized void keepAlive() {
		if (!this.own && !this.keepingAlive) {
			this.keepAlive.begin();
			this.keepingAlive = true;
		}
	}

	@Override
	public void execute(Runnable task) {
		if (this.lasting && !this.own) {
			executeFromNewThread(task);
		}
		else {
			executeNow(task);
		}
	}

	// a thread inherits from the one that makes it, which may be one of a web request's,
	// and this one is to last
	private void executeFromNewThread(Runnable task) {
		CompletableFuture<Void> taken = new CompletableFuture<>();
		Thread starter = CleanThread.create(() -> {
			try {
				executeNow(task);
				taken.complete(null);
			}
			catch (Throwable ex) {
				taken.completeExceptionally(ex);
			}
		}, "jolt-start-" + this.listenerId, this.classLoader);
		starter.start();
		try {
			taken.join();
		}
		catch (CompletionException ex) {
			ReflectionUtils.rethrowRuntimeException(ex.getCause());
		}
	}

	private void executeNow(Runnable task) {
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
			CompletableFuture<Void> ended;
			synchronized (this) {
				this.threads.remove(Thread.currentThread());
				this.stopping.remove(Thread.currentThread());
				ended = othersEnded();
			}
			complete(ended);
		}
	}

	synchronized boolean isCurrentThread() {
		return this.threads.contains(Thread.currentThread());
	}

	/**
	 * Lets the calling one, which runs the listener and has stopped the container, go on
	 * uninterrupted.
	 * @return completes when all the others have ended, save those that have called this,
	 * too
	 */
	CompletableFuture<Void> awaitOthers() {
		CompletableFuture<Void> result;
		CompletableFuture<Void> ended;
		synchronized (this) {
			this.stopping.add(Thread.currentThread());
			if (this.othersEnded == null) {
				this.othersEnded = new CompletableFuture<>();
			}
			result = this.othersEnded;
			ended = othersEnded();
		}
		complete(ended);
		return result;
	}

	// the lock is held; null where nobody waits or others are left
	private @Nullable CompletableFuture<Void> othersEnded() {
		return this.stopping.containsAll(this.threads) ? this.othersEnded : null;
	}

	// not under the lock, for others' dependents run
	private static void complete(@Nullable CompletableFuture<Void> ended) {
		if (ended != null) {
			ended.complete(null);
		}
	}

	/**
	 * Interrupts those that run the listener, save those that have stopped the container.
	 * @return whether there were any
	 */
	synchronized boolean interrupt() {
		List<Thread> others = this.threads.stream().filter((thread) -> !this.stopping.contains(thread)).toList();
		others.forEach(Thread::interrupt);
		return !others.isEmpty();
	}

	/**
	 * Lets them end. The subscription was closed before.
	 */
	void release() {
		this.over.countDown();
		synchronized (this) {
			if (this.keepingAlive) {
				this.keepAlive.end();
				this.keepingAlive = false;
			}
		}
	}

}
