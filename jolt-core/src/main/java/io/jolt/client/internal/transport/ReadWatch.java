package io.jolt.client.internal.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Looks every four milliseconds whether a thread that reads is stuck in a task. One
 * thread does so for all connections of the process, for one for each client would wake
 * up much too often in all. It sleeps while there are no tasks, and ends with the last
 * connection.
 */
final class ReadWatch {

	/**
	 * The one of this process.
	 */
	static final ReadWatch SHARED = new ReadWatch(System::nanoTime);

	private static final long LOOK_INTERVAL_NANOS = 4_000_000;

	// so that it is not put to sleep and woken for each of some messages
	private static final int LOOKS_BEFORE_REST = 16;

	private final NanoClock clock;

	private final Set<ReadLoop> loops = ConcurrentHashMap.newKeySet();

	// null while there are no connections that ever had a task; guarded by this
	private @Nullable Thread thread;

	// whether it sleeps until it is woken; any thread
	private volatile boolean resting = true;

	/**
	 * Creates a watch.
	 * @param clock tells for how long a connection's tasks go to other threads
	 */
	ReadWatch(NanoClock clock) {
		this.clock = clock;
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
		if (this.thread == null) {
			this.thread = newThread();
			this.thread.start();
		}
		else {
			LockSupport.unpark(this.thread);
		}
	}

	private Thread newThread() {
		Thread watching = new Thread(null, this::watch, "jolt-read-watch", 0, false);
		watching.setDaemon(true);
		// it outlives whoever happens to start it
		watching.setContextClassLoader(null);
		return watching;
	}

	void add(ReadLoop loop) {
		this.loops.add(loop);
	}

	void remove(ReadLoop loop) {
		this.loops.remove(loop);
		if (this.loops.isEmpty()) {
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
		for (ReadLoop loop : this.loops) {
			any |= loop.look();
		}
		return any;
	}

	private void rest() {
		this.resting = true;
		// a task that has begun before that wakes nobody
		if (look()) {
			this.resting = false;
		}
		while (this.resting && !this.loops.isEmpty()) {
			LockSupport.park(this);
		}
	}

	private synchronized boolean isOver() {
		if (!this.loops.isEmpty()) {
			return false;
		}
		this.resting = true;
		if (!this.loops.isEmpty()) {
			// a task that has begun before that has woken nobody
			this.resting = false;
			return false;
		}
		this.thread = null;
		return true;
	}

}
