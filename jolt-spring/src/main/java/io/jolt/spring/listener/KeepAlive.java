package io.jolt.spring.listener;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive for listeners whose own threads do not: daemons, virtual threads,
 * or those of a pool that has none while it is idle. All instances share one thread,
 * which only waits. Safe for use by several threads.
 */
public final class KeepAlive {

	private static final Object lock = new Object();

	// the number of instances that have not ended; guarded by lock
	private static int holders;

	// ends the thread, null without one; guarded by lock
	private static @Nullable CountDownLatch over;

	// guarded by lock
	private boolean ended;

	private KeepAlive() {
	}

	/**
	 * Keeps the JVM alive from now on.
	 * @return the instance with which to end this
	 */
	public static KeepAlive begin() {
		synchronized (lock) {
			if (over == null) {
				CountDownLatch latch = new CountDownLatch(1);
				CleanThread.create(() -> await(latch), "jolt-keep-alive", ClassLoader.getSystemClassLoader()).start();
				over = latch;
			}
			holders++;
		}
		return new KeepAlive();
	}

	private static void await(CountDownLatch latch) {
		boolean ended = false;
		while (!ended) {
			try {
				latch.await();
				ended = true;
			}
			catch (InterruptedException ex) {
				// only end() ends the thread
			}
		}
	}

	/**
	 * Stops keeping the JVM alive. Idempotent.
	 */
	public void end() {
		synchronized (lock) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			holders--;
			if (holders == 0 && over != null) {
				over.countDown();
				over = null;
			}
		}
	}

}
