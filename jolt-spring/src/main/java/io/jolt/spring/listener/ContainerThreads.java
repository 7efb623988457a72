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
 * The threads of one run of a container: creates them or borrows them from the user's
 * executor, knows which of them run the listener, and can interrupt those. The
 * subscription ensures that their number stays within the concurrency, and that they have
 * nothing to do once it is closed. Safe for use by several threads.
 */
final class ContainerThreads implements Executor {

	// set only while the current thread runs the listener of any container or waits for
	// its messages
	private static final ThreadLocal<Boolean> LISTENING = new ThreadLocal<>();

	private final String listenerId;

	private final Executor executor;

	private final int concurrency;

	private final boolean lasting;

	// whether they are created here, not by the user's executor or thread factory
	private final boolean own;

	// that with which the container was created: the thread that starts another, for
	// example one of the client's, may have a different one
	private final @Nullable ClassLoader classLoader;

	// those for which there is no thread yet; guarded by this
	private final Set<Runnable> starting = new HashSet<>();

	// those that run the listener or wait for messages; guarded by this
	private final Set<Thread> threads = new HashSet<>();

	// those of them that have stopped the container, and cannot wait for themselves;
	// guarded by this
	private final Set<Thread> stopping = new HashSet<>();

	// whether there are no tasks to come; guarded by this
	private boolean complete;

	// completes when some have stopped the container and no others are left, null while
	// nothing waits for that; guarded by this
	private @Nullable CompletableFuture<Void> othersEnded;

	// of all containers that are configured alike
	private final KeepAlive keepAlive;

	// whether they keep the JVM alive with that; guarded by this
	private boolean keepingAlive;

	// released when the run has ended
	private final CountDownLatch over = new CountDownLatch(1);

	/**
	 * Creates an instance without any threads yet.
	 * @param listenerId the listener's id
	 * @param properties the container's properties
	 * @param classLoader the context class loader of the threads
	 */
	ContainerThreads(String listenerId, ContainerProperties properties, @Nullable ClassLoader classLoader) {
		Executor taskExecutor = properties.getTaskExecutor();
		this.listenerId = listenerId;
		this.keepAlive = properties.keepAlive();
		this.own = taskExecutor == null && properties.getThreadFactory() == null;
		this.classLoader = classLoader;
		this.concurrency = properties.getConcurrency();
		this.lasting = taskExecutor == null || makesThreads(taskExecutor);
		this.executor = (taskExecutor != null) ? taskExecutor
				: newThreads("jolt-listener-" + listenerId, properties.getThreadFactory());
	}

	// an executor with a limit shares few threads among many tasks, as a pool does
	private static boolean makesThreads(Executor executor) {
		return executor instanceof VirtualThreadTaskExecutor
				|| (executor instanceof SimpleAsyncTaskExecutor simple && !simple.isThrottleActive());
	}

	private Executor newThreads(String name, @Nullable ThreadFactory factory) {
		ThreadFactory made = (factory != null) ? factory : this::newThread;
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = made.newThread(() -> {
				task.run();
				awaitEnd();
			});
			if (thread.getName().isEmpty()) {
				thread.setName((this.concurrency == 1) ? name : name + "-" + number.incrementAndGet());
			}
			thread.start();
		};
	}

	// not a daemon: like a web server's thread, it keeps an application alive that only
	// listens
	private Thread newThread(Runnable task) {
		return CleanThread.create(task, "", this.classLoader);
	}

	// a refused subscription ends long before its container
	private void awaitEnd() {
		boolean ended = false;
		while (!ended) {
			try {
				this.over.await();
				ended = true;
			}
			catch (InterruptedException ex) {
				// too late for the listener, which had returned
			}
		}
	}

	/**
	 * Whether threads are kept for as long as the subscription lasts.
	 * @return {@code false} if they are borrowed only while messages are waiting
	 */
	boolean isLasting() {
		return this.lasting;
	}

	/**
	 * Keeps the JVM alive until the run has ended, even if the user's threads do not.
	 */
	synchronized void keepAlive() {
		if (!this.own && !this.keepingAlive) {
			this.keepAlive.begin();
			this.keepingAlive = true;
		}
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this) {
			this.starting.add(task);
		}
		try {
			if (this.lasting && !this.own) {
				executeFromNewThread(task);
			}
			else {
				executeNow(task);
			}
		}
		catch (RuntimeException | Error ex) {
			change(() -> this.starting.remove(task));
			throw ex;
		}
	}

	// a thread inherits from its creator, which may be a web request's thread, but this
	// one lasts longer
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
		// new threads usually inherit it
		starter.setContextClassLoader(this.classLoader);
		try {
			this.executor.execute(() -> run(task));
		}
		finally {
			starter.setContextClassLoader(own);
		}
	}

	private void run(Runnable task) {
		// an executor may run this on the thread of another listener
		Boolean before = LISTENING.get();
		LISTENING.set(true);
		synchronized (this) {
			this.starting.remove(task);
			this.threads.add(Thread.currentThread());
		}
		try {
			task.run();
		}
		finally {
			if (before == null) {
				LISTENING.remove();
			}
			change(() -> {
				this.threads.remove(Thread.currentThread());
				this.stopping.remove(Thread.currentThread());
			});
		}
	}

	synchronized boolean isCurrentThread() {
		return this.threads.contains(Thread.currentThread());
	}

	/**
	 * Whether the calling thread runs a listener, of whichever container.
	 * @return {@code true} if others may wait for it when they stop its container
	 */
	static boolean isListening() {
		return LISTENING.get() != null;
	}

	/**
	 * Must be called by a thread that runs a listener and has stopped the container. If
	 * it is one of these threads, it continues uninterrupted.
	 * @return a future that completes when none are left, and none will be needed, but
	 * those that have called this: they may be waiting for the calling thread
	 */
	CompletableFuture<Void> awaitOthers() {
		CompletableFuture<Void> result;
		synchronized (this) {
			if (this.othersEnded == null) {
				this.othersEnded = new CompletableFuture<>();
			}
			result = this.othersEnded;
		}
		change(() -> {
			if (this.threads.contains(Thread.currentThread())) {
				this.stopping.add(Thread.currentThread());
			}
		});
		return result;
	}

	/**
	 * No more messages come; those that already came have their threads, or have asked
	 * for them.
	 */
	void complete() {
		change(() -> this.complete = true);
	}

	private void change(Runnable change) {
		CompletableFuture<Void> ended;
		synchronized (this) {
			change.run();
			ended = othersEnded();
		}
		// not while holding the lock: this runs dependents
		if (ended != null) {
			ended.complete(null);
		}
	}

	// the caller holds the lock; null if nothing waits or others are left. Without any
	// threads, messages may still wait for one
	private @Nullable CompletableFuture<Void> othersEnded() {
		boolean noOthers = this.complete && this.starting.isEmpty() && this.stopping.containsAll(this.threads);
		boolean full = this.stopping.size() == this.concurrency;
		return (!this.stopping.isEmpty() && (noOthers || full)) ? this.othersEnded : null;
	}

	/**
	 * Interrupts the threads that run the listener, except those that have stopped the
	 * container.
	 * @return whether there were any
	 */
	synchronized boolean interrupt() {
		List<Thread> others = this.threads.stream().filter((thread) -> !this.stopping.contains(thread)).toList();
		others.forEach(Thread::interrupt);
		return !others.isEmpty();
	}

	/**
	 * Lets the threads end. The subscription must be closed before.
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
