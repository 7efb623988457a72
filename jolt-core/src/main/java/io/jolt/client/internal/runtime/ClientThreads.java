package io.jolt.client.internal.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.spi.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's threads: named after the client, none while there is nothing to do, and none
 * left after shutdown. Any thread may happen to start one; the new thread inherits
 * nothing from it, and uses the class loader of the thread that built the client.
 */
public final class ClientThreads implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(ClientThreads.class);

	private static final long KEEP_ALIVE_SECONDS = 2;

	private final String clientName;

	private final boolean daemons;

	// of the thread that builds the client
	private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();

	// all that were created; each removes itself when it ends
	private final Set<Thread> live = ConcurrentHashMap.newKeySet();

	private final AtomicInteger workers = new AtomicInteger();

	private final AtomicInteger callers = new AtomicInteger();

	private final ThreadPoolExecutor pool;

	private final ScheduledThreadPoolExecutor timer;

	private final Scheduler scheduler;

	private final Scheduler realTimeScheduler;

	/**
	 * Creates the threads, without starting any.
	 * @param options name them
	 * @param environment schedules what is due later
	 */
	public ClientThreads(ClientOptions options, ClientEnvironment environment) {
		this.clientName = options.name();
		this.daemons = options.daemonThreads();
		this.pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), this::newWorker);
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> newThread("scheduler", task));
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.timer.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
		this.scheduler = environment.scheduling().apply(this.timer);
		this.realTimeScheduler = ClientEnvironment.system().scheduling().apply(this.timer);
	}

	@Override
	public void execute(Runnable task) {
		try {
			this.pool.execute(task);
		}
		catch (Error ex) {
			// no thread is available, and the one created will never run
			this.live.removeIf((thread) -> thread.getState() == Thread.State.NEW);
			throw ex;
		}
	}

	/**
	 * Whether a thread is one of these.
	 * @param thread the thread
	 * @return {@code true} if it is
	 */
	public boolean isOwn(Thread thread) {
		return this.live.contains(thread);
	}

	/**
	 * Runs what is due later, on the client's clock.
	 * @return the scheduler
	 */
	public Scheduler scheduler() {
		return this.scheduler;
	}

	/**
	 * The scheduler for checks on the threads themselves, which block in real time even
	 * if a test has its own clock.
	 * @return the scheduler
	 */
	public Scheduler realTimeScheduler() {
		return this.realTimeScheduler;
	}

	/**
	 * Creates a thread that reads a connection, and may also run workers' tasks.
	 * @param task what it runs
	 * @return the thread
	 */
	public Thread newWorker(Runnable task) {
		return newThread("worker-" + this.workers.incrementAndGet(), task);
	}

	/**
	 * Starts a thread that neither {@link #shutdown} nor the JVM's exit waits for.
	 * @param task what it runs
	 * @return the thread
	 */
	Thread startUnawaited(Runnable task) {
		Thread thread = make("caller-" + this.callers.incrementAndGet(), task, true);
		thread.start();
		return thread;
	}

	private Thread newThread(String role, Runnable task) {
		Thread thread = make(role, () -> {
			this.live.add(Thread.currentThread());
			try {
				task.run();
			}
			finally {
				this.live.remove(Thread.currentThread());
			}
		}, this.daemons);
		// not by the thread itself alone, or one that is about to run would be overlooked
		this.live.add(thread);
		return thread;
	}

	private Thread make(String role, Runnable task, boolean daemon) {
		Thread thread = new Thread(null, task, this.clientName + "-" + role, 0, false);
		thread.setDaemon(daemon);
		thread.setContextClassLoader(this.classLoader);
		return thread;
	}

	/**
	 * Ends all threads: lets each finish what it does, then interrupts those that have
	 * not. The calling thread may be one of them; it then ends by itself.
	 * @param grace how long a thread has before it is interrupted, and once more after
	 */
	public void shutdown(Duration grace) {
		this.timer.shutdownNow();
		this.pool.shutdown();
		if (!awaitEnd(grace)) {
			this.live.stream().filter((thread) -> thread != Thread.currentThread()).forEach(Thread::interrupt);
			if (!awaitEnd(grace)) {
				logger.warn("Client '{}' is closed, but listeners still run on {}", this.clientName, this.live);
			}
		}
	}

	private boolean awaitEnd(Duration limit) {
		long deadline = System.nanoTime() + limit.toNanos();
		for (Thread thread : this.live) {
			if (thread != Thread.currentThread() && !join(thread, deadline)) {
				return false;
			}
		}
		return true;
	}

	private static boolean join(Thread thread, long deadline) {
		long remaining = deadline - System.nanoTime();
		try {
			// zero would mean for ever
			thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(remaining)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		return !thread.isAlive();
	}

}
