package io.jolt.spring.listener;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive while something listens whose own threads do not: daemons, virtual
 * threads, or those of a pool that has none while there is nothing to do. All that ask
 * for it share one thread, which waits and does nothing else. Safe for use by several
 * threads.
 */
public final class KeepAlive {

	private static final Object lock = new Object();

	// how many have begun and not ended; guarded by lock
	private static int holders;

	// ends the thread, null while there is none; guarded by lock
	private static @Nullable CountDownLatch over;

	// guarded by lock
	private boolean ended;

	private KeepAlive() {
	}

	/**
	 * Keeps the JVM alive from now on.
	 * @return to end it with
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
				// whoever wants it to end says so
			}
		}
	}

	/**
	 * Does not keep the JVM alive any more. Idempotent.
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
