package io.jolt.client.internal.dispatch;

import java.util.function.BooleanSupplier;

/**
 * Where a reader waits for room in a queue, on the queue's own lock.
 */
final class ReaderGate {

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
	 */
	void await(BooleanSupplier open) {
		boolean interrupted = false;
		synchronized (this.lock) {
			this.waiting = true;
			while (!open.getAsBoolean()) {
				try {
					this.lock.wait();
				}
				catch (InterruptedException ex) {
					// a reader that took it for the end would find no room, and be back
					// at once
					interrupted = true;
				}
			}
			this.waiting = false;
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
