package io.jolt.client.internal.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bound on what waits to be written, shared by all publishers of a client.
 */
public final class OutgoingRoom {

	private final long limit;

	// how much is taken; any thread, by compare-and-set
	private final AtomicLong used = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition released = this.lock.newCondition();

	// how many threads wait; changed under the lock, read by any thread
	private final AtomicInteger waiters = new AtomicInteger();

	/**
	 * Creates a room.
	 * @param limit how much may be taken at once
	 */
	public OutgoingRoom(long limit) {
		this.limit = limit;
	}

	/**
	 * Takes room, and waits for it if there is none.
	 * @param amount how much
	 * @param timeoutNanos how long to wait at most
	 * @return {@code false} if there was none in time
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public boolean acquire(long amount, long timeoutNanos) throws InterruptedException {
		return tryAcquire(amount) || awaitRoom(amount, timeoutNanos);
	}

	/**
	 * Takes room if there is any.
	 * @param amount how much
	 * @return {@code false} if there is none
	 */
	public boolean tryAcquire(long amount) {
		long current = this.used.get();
		while (current + amount <= this.limit) {
			if (this.used.compareAndSet(current, current + amount)) {
				return true;
			}
			current = this.used.get();
		}
		return false;
	}

	private boolean awaitRoom(long amount, long timeoutNanos) throws InterruptedException {
		if (amount > this.limit) {
			return false;
		}
		long remaining = timeoutNanos;
		this.lock.lockInterruptibly();
		try {
			this.waiters.incrementAndGet();
			while (!tryAcquire(amount)) {
				if (remaining <= 0) {
					return false;
				}
				remaining = this.released.awaitNanos(remaining);
			}
			return true;
		}
		finally {
			this.waiters.decrementAndGet();
			this.lock.unlock();
		}
	}

	/**
	 * Gives room back.
	 * @param amount how much
	 */
	public void release(long amount) {
		this.used.addAndGet(-amount);
		if (this.waiters.get() > 0) {
			this.lock.lock();
			try {
				this.released.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * How much is taken at this moment.
	 * @return the amount
	 */
	public long used() {
		return this.used.get();
	}

	/**
	 * How much may be taken at once.
	 * @return the limit
	 */
	public long limit() {
		return this.limit;
	}

}
