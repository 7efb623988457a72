package io.jolt.client.internal.dispatch;

import java.util.List;

import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;

/**
 * A queue's side towards its workers: how many of them there are, what they take, and
 * whether they may hand it over. Guarded by the queue's lock, which the workers' methods
 * take themselves.
 */
final class Handover implements ListenerWorker.Source {

	private final Object lock;

	private final Backlog backlog;

	private final ReaderGate reader;

	private final Runnable workedOff;

	private final int maxWorkers;

	// how many run or are about to be started; guarded by the lock
	private int workers;

	// written under the lock, read by the workers between two messages
	private volatile boolean paused;

	// as paused
	private volatile boolean closed;

	/**
	 * Creates it.
	 * @param options how many workers there may be, and whether they begin paused
	 * @param lock the queue's lock
	 * @param backlog what waits
	 * @param reader where a reader waits for room
	 * @param workedOff called by each worker that found nothing more, without the lock
	 */
	Handover(SubscriptionOptions options, Object lock, Backlog backlog, ReaderGate reader, Runnable workedOff) {
		this.lock = lock;
		this.backlog = backlog;
		this.reader = reader;
		this.workedOff = workedOff;
		this.maxWorkers = options.concurrency();
		this.paused = options.paused();
	}

	/**
	 * Claims a worker where one more is of use; the lock is held.
	 * @return whether the caller has to start it
	 */
	boolean claimWorker() {
		if (this.paused || this.workers == this.maxWorkers || this.backlog.isEmpty()) {
			return false;
		}
		this.workers++;
		return true;
	}

	/**
	 * Gives a claimed worker back that could not be started; the lock is held.
	 */
	void workerFailed() {
		this.workers--;
	}

	/**
	 * Whether no worker has anything in its hands; the lock is held.
	 * @return {@code true} if none runs or is about to
	 */
	boolean isIdle() {
		return this.workers == 0;
	}

	/**
	 * Pauses; the lock is held.
	 */
	void pause() {
		this.paused = true;
	}

	/**
	 * Goes on; the lock is held.
	 * @return how many workers the caller has to start
	 */
	int resume() {
		this.paused = false;
		return claimWorkers();
	}

	/**
	 * Claims as many workers as are of use; the lock is held.
	 * @return how many the caller has to start
	 */
	int claimWorkers() {
		if (this.paused) {
			return 0;
		}
		int starts = Math.min(this.maxWorkers - this.workers, this.backlog.size());
		this.workers += starts;
		return starts;
	}

	/**
	 * Ends handing over; the lock is held.
	 */
	void close() {
		this.closed = true;
	}

	@Override
	public boolean take(List<Delivery> batch, int max) {
		batch.clear();
		synchronized (this.lock) {
			if (!this.paused) {
				this.backlog.take(batch, max);
			}
			if (batch.isEmpty()) {
				this.workers--;
			}
		}
		return !batch.isEmpty();
	}

	@Override
	public boolean isAnyWaiting() {
		synchronized (this.lock) {
			return !this.backlog.isEmpty();
		}
	}

	@Override
	public boolean mayHand() {
		return !this.paused && !this.closed;
	}

	@Override
	public void giveBack(List<Delivery> deliveries) {
		synchronized (this.lock) {
			if (this.closed) {
				deliveries.forEach(this.backlog::drop);
			}
			else {
				this.backlog.giveBack(deliveries);
			}
		}
	}

	@Override
	public void handing(Delivery delivery) {
		Occupancy occupancy = this.backlog.occupancy();
		if (this.maxWorkers == 1) {
			occupancy.handled(delivery.lineBytes());
		}
		else {
			synchronized (this.lock) {
				occupancy.handled(delivery.lineBytes());
			}
		}
		// a reader that were woken for each single place would sleep and wake for each
		if (this.reader.isWaiting() && occupancy.isHalfEmpty()) {
			this.reader.wake();
		}
	}

	@Override
	public void workedOff() {
		this.workedOff.run();
	}

}
