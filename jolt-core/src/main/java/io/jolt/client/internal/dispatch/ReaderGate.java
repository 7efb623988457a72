package io.jolt.client.internal.dispatch;

import java.util.function.BooleanSupplier;

/**
 * Where a reader waits for room in a queue, on the queue's own lock.
 */
final class ReaderGate {

	private static final long LONGEST_WAIT_MILLIS = 500;

	private final Object lock;

	// written under the lock, read by any thread
	private volatile boolean waiting;

	ReaderGate(Object lock) {
		this.lock = lock;
	}

	/**
	 * Waits; the queue's lock is released meanwhile.
	 * @param open whether to wait no longer, asked under the lock, and again with each
	 * {@link #wake()}
	 * @param meanwhile runs now and then while it waits, without the lock
	 */
	void await(BooleanSupplier open, Runnable meanwhile) {
		boolean interrupted = false;
		boolean opened = false;
		while (!opened) {
			synchronized (this.lock) {
				this.waiting = true;
				try {
					if (!open.getAsBoolean()) {
						this.lock.wait(LONGEST_WAIT_MILLIS);
					}
				}
				catch (InterruptedException ex) {
					// a reader that took it for the end would find no room, and be back
					// at once
					interrupted = true;
				}
				opened = open.getAsBoolean();
				this.waiting = !opened;
			}
			if (!opened) {
				meanwhile.run();
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	void wake() {
		synchronized (this.lock) {
			this.lock.notifyAll();
		}
	}

	boolean isWaiting() {
		return this.waiting;
	}

}
