package io.jolt.client.internal.transport;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.jolt.client.spi.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every four milliseconds whether a reading thread is stuck in a task. One thread
 * does so for all connections of the process, because one for each client would wake up
 * far too often where there are many clients. It sleeps while there are no tasks, and
 * ends with the last connection.
 */
final class ReadWatch {

	/**
	 * The single instance of this process.
	 */
	static final ReadWatch SHARED = new ReadWatch(System::nanoTime);

	private static final Logger logger = LoggerFactory.getLogger(ReadWatch.class);

	private static final long LOOK_INTERVAL_NANOS = 4_000_000;

	// so that it does not sleep between messages in close succession
	private static final int LOOKS_BEFORE_REST = 16;

	private final NanoClock clock;

	private final ThreadFactory threads;

	private final Set<ReadLoop> loops = ConcurrentHashMap.newKeySet();

	// how many loops there are: the set's own count is inexact while it changes; any
	// thread
	private final AtomicInteger connections = new AtomicInteger();

	// null while there are no connections that ever had a task; guarded by this
	private @Nullable Thread thread;

	// whether it sleeps until it is woken; any thread
	private volatile boolean resting = true;

	/**
	 * Creates a watch.
	 * @param clock says how long a connection's tasks go to other threads
	 */
	ReadWatch(NanoClock clock) {
		this(clock, ReadWatch::newThread);
	}

	/**
	 * Creates a watch.
	 * @param clock says how long a connection's tasks go to other threads
	 * @param threads makes the thread that watches
	 */
	ReadWatch(NanoClock clock, ThreadFactory threads) {
		this.clock = clock;
		this.threads = threads;
	}

	NanoClock clock() {
		return this.clock;
	}

	/**
	 * A thread that reads is about to run a task.
	 */
	void turnBegun() {
		if (this.resting) {
			wake();
		}
	}

	private synchronized void wake() {
		this.resting = false;
		if (this.thread != null) {
			LockSupport.unpark(this.thread);
			return;
		}
		try {
			Thread started = this.threads.newThread(this::watch);
			started.start();
			this.thread = started;
		}
		catch (Throwable ex) {
			// no thread can be started: this task is not watched, and the next one tries
			// again
			this.resting = true;
			logger.warn(
					"A listener that blocks now stops its connection, because the thread that watches for that cannot be started: {}",
					ex.toString());
		}
	}

	// it outlives the thread that starts it and must keep nothing of it: up to Java 23 a
	// thread keeps the class loaders of all callers of its constructor, except those
	// before a privileged action
	@SuppressWarnings("removal")
	private static Thread newThread(Runnable task) {
		return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
			Thread watching = new Thread(null, task, "jolt-read-watch", 0, false);
			watching.setDaemon(true);
			watching.setContextClassLoader(null);
			return watching;
		});
	}

	void add(ReadLoop loop) {
		if (this.loops.add(loop)) {
			this.connections.incrementAndGet();
		}
	}

	void remove(ReadLoop loop) {
		if (this.loops.remove(loop) && this.connections.decrementAndGet() == 0) {
			synchronized (this) {
				// so that it ends
				LockSupport.unpark(this.thread);
			}
		}
	}

	private void watch() {
		int looksInVain = 0;
		while (!isOver()) {
			looksInVain = look() ? 0 : looksInVain + 1;
			if (looksInVain < LOOKS_BEFORE_REST) {
				LockSupport.parkNanos(this, LOOK_INTERVAL_NANOS);
			}
			else {
				rest();
				looksInVain = 0;
			}
		}
	}

	private boolean look() {
		boolean any = false;
		try {
			for (ReadLoop loop : this.loops) {
				any |= loop.look();
			}
			return any;
		}
		catch (Throwable ex) {
			// one connection's failure must not stop watching the others
			logger.error("A connection's reading thread could not be replaced", ex);
			return true;
		}
	}

	private void rest() {
		this.resting = true;
		// a task that has begun before that wakes nobody
		if (look()) {
			this.resting = false;
		}
		while (this.resting && this.connections.get() > 0) {
			LockSupport.park(this);
		}
	}

	private synchronized boolean isOver() {
		if (this.connections.get() > 0) {
			return false;
		}
		this.resting = true;
		if (this.connections.get() > 0) {
			// a task that has begun before that has woken nobody
			this.resting = false;
			return false;
		}
		this.thread = null;
		return true;
	}

}
