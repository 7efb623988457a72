package io.jolt.spring.listener;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive for listeners whose own threads do not: daemons, virtual threads,
 * or those of a pool that has none while it is idle. One thread, which only waits, does
 * it for all that have begun. Safe for use by several threads.
 */
public final class KeepAlive {

	// how many have begun and not ended; guarded by this
	private int holders;

	// ends the thread, null while there is none; guarded by this
	private @Nullable CountDownLatch over;

	/**
	 * Keeps the JVM alive from now on.
	 */
	public synchronized void begin() {
		if (this.over == null) {
			CountDownLatch latch = new CountDownLatch(1);
			CleanThread.create(() -> await(latch), "jolt-keep-alive", ClassLoader.getSystemClassLoader()).start();
			this.over = latch;
		}
		this.holders++;
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
	 * Does not keep the JVM alive any more, once this was called as often as
	 * {@link #begin()}.
	 */
	public synchronized void end() {
		this.holders--;
		if (this.holders == 0 && this.over != null) {
			this.over.countDown();
			this.over = null;
		}
	}

}
