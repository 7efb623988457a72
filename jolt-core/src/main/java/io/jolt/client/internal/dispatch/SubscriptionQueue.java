package io.jolt.client.internal.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;

/**
 * The deliveries that wait for a listener, bounded in messages and bytes, with workers
 * that hand them over: one, which takes several at once, of which those that it has not
 * yet handed over still count as waiting; or up to as many as the listener may be run by
 * at a time, which take one each.
 */
public final class SubscriptionQueue {

	private final Consumer<Throwable> errors;

	private final ListenerWorker worker;

	private final int maxWorkers;

	// guarded by this, but for its figures
	private final Backlog backlog;

	// told when the last message was handled; guarded by this
	private final List<Runnable> endListeners = new ArrayList<>();

	// how many workers run or are about to be started; guarded by this
	private int workers;

	// written under this lock, read by the workers between two messages
	private volatile Phase phase = Phase.OPEN;

	// as phase
	private volatile boolean paused;

	// whether a reader waits for room; written under this lock, read by the workers
	private volatile boolean readerWaits;

	/**
	 * Creates a queue.
	 * @param options its bounds and its policy
	 * @param listener handles the messages
	 * @param executor lends the workers their threads
	 * @param errors receives what the listener throws, on a worker's thread
	 */
	public SubscriptionQueue(SubscriptionOptions options, JoltMessageListener listener, Executor executor,
			Consumer<Throwable> errors) {
		this.backlog = new Backlog(options);
		this.maxWorkers = options.concurrency();
		this.paused = options.paused();
		this.errors = errors;
		this.worker = new ListenerWorker(options, listener, executor, errors, new Source());
	}

	/**
	 * Offers a delivery; never blocks.
	 * @param delivery the delivery
	 * @return what the caller has to do next
	 */
	public synchronized Admission offer(Delivery delivery) {
		if (this.phase != Phase.OPEN) {
			this.backlog.refuse();
			return Admission.DONE;
		}
		if (!this.backlog.admit(delivery)) {
			return Admission.FULL;
		}
		if (wantedWorkers() == 0) {
			return Admission.DONE;
		}
		this.workers++;
		return Admission.START;
	}

	// the lock is held
	private int wantedWorkers() {
		return this.paused ? 0 : Math.min(this.maxWorkers - this.workers, this.backlog.size());
	}

	/**
	 * Starts a worker, once after each {@link Admission#START}. Apart from the offer, so
	 * that a reader wakes a worker once for all that came in one read.
	 */
	public void start() {
		try {
			this.worker.start();
		}
		catch (RejectedExecutionException ex) {
			boolean closed;
			synchronized (this) {
				// the next delivery tries again
				this.workers--;
				closed = this.phase == Phase.CLOSED;
			}
			if (!closed) {
				// else the executor only ended a moment before the reader
				this.errors.accept(ex);
			}
			if (this.phase != Phase.OPEN) {
				// there will be no next one
				close();
			}
		}
	}

	/**
	 * Waits until there is room again, after {@link Admission#FULL}.
	 * @param delivery what there has to be room for
	 * @param abandoned whether to wait no longer; see {@link #wakeReader()}
	 */
	public synchronized void awaitRoom(Delivery delivery, BooleanSupplier abandoned) {
		boolean interrupted = false;
		this.readerWaits = true;
		while (this.phase == Phase.OPEN && !abandoned.getAsBoolean() && !this.backlog.hasRoom(delivery)) {
			try {
				wait();
			}
			catch (InterruptedException ex) {
				// a reader that took it for the end would find no room, and be back at
				// once
				interrupted = true;
			}
		}
		this.readerWaits = false;
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Lets a waiting reader look again whether it is to wait.
	 */
	public synchronized void wakeReader() {
		notifyAll();
	}

	/**
	 * Whether a reader waits for room at this moment.
	 * @return {@code true} if it does
	 */
	public boolean isReaderWaiting() {
		return this.readerWaits;
	}

	/**
	 * Hands nothing more over; what comes waits. Workers end, and hold no thread.
	 */
	public synchronized void pause() {
		this.paused = true;
	}

	/**
	 * Hands over again.
	 */
	public void resume() {
		int starts;
		synchronized (this) {
			this.paused = false;
			starts = wantedWorkers();
			this.workers += starts;
		}
		for (int i = 0; i < starts; i++) {
			start();
		}
	}

	/**
	 * Lets nothing more in, and lets the listener handle what waits; while it is paused,
	 * that goes on waiting.
	 */
	public void finish() {
		synchronized (this) {
			if (this.phase == Phase.OPEN) {
				this.phase = Phase.FINISHING;
				notifyAll();
			}
		}
		endIfDone();
	}

	/**
	 * Lets nothing more in and drops what waits.
	 */
	public void close() {
		synchronized (this) {
			this.phase = Phase.CLOSED;
			this.backlog.dropAll();
			notifyAll();
		}
		endIfDone();
	}

	/**
	 * Hears of the end: nothing more is let in, and the last message was handled.
	 * @param endListener called once, at once if it is over already; must not block
	 */
	public void onEnd(Runnable endListener) {
		synchronized (this) {
			this.endListeners.add(endListener);
		}
		endIfDone();
	}

	/**
	 * Hears when messages begin to be dropped because the queue is full: once until it is
	 * half empty again.
	 * @param listener called under the lock with the number of all dropped up to then;
	 * must not block
	 */
	public synchronized void onOverflow(LongConsumer listener) {
		this.backlog.onOverflow(listener);
	}

	private void endIfDone() {
		List<Runnable> ended;
		synchronized (this) {
			if (this.phase == Phase.OPEN || this.workers > 0 || !this.backlog.isEmpty()) {
				return;
			}
			ended = List.copyOf(this.endListeners);
			this.endListeners.clear();
		}
		ended.forEach(Runnable::run);
	}

	/**
	 * How many messages wait.
	 * @return the number
	 */
	public long messages() {
		return this.backlog.occupancy().messages();
	}

	/**
	 * How many bytes wait.
	 * @return the sum of the lines' lengths
	 */
	public long bytes() {
		return this.backlog.occupancy().bytes();
	}

	/**
	 * How many messages never reached the listener.
	 * @return the number
	 */
	public long dropped() {
		return this.backlog.occupancy().dropped();
	}

	/**
	 * The workers' side.
	 */
	private final class Source implements ListenerWorker.Source {

		@Override
		public boolean take(List<Delivery> batch, int max) {
			batch.clear();
			synchronized (SubscriptionQueue.this) {
				if (!SubscriptionQueue.this.paused) {
					SubscriptionQueue.this.backlog.take(batch, max);
				}
				if (batch.isEmpty()) {
					SubscriptionQueue.this.workers--;
				}
			}
			return !batch.isEmpty();
		}

		@Override
		public boolean isAnyWaiting() {
			synchronized (SubscriptionQueue.this) {
				return !SubscriptionQueue.this.backlog.isEmpty();
			}
		}

		@Override
		public boolean mayHand() {
			return !SubscriptionQueue.this.paused && SubscriptionQueue.this.phase != Phase.CLOSED;
		}

		@Override
		public void giveBack(List<Delivery> deliveries) {
			synchronized (SubscriptionQueue.this) {
				if (SubscriptionQueue.this.phase == Phase.CLOSED) {
					deliveries.forEach(SubscriptionQueue.this.backlog::drop);
				}
				else {
					SubscriptionQueue.this.backlog.giveBack(deliveries);
				}
			}
		}

		@Override
		public void handing(Delivery delivery) {
			Occupancy occupancy = SubscriptionQueue.this.backlog.occupancy();
			if (SubscriptionQueue.this.maxWorkers == 1) {
				occupancy.handled(delivery.lineBytes());
			}
			else {
				synchronized (SubscriptionQueue.this) {
					occupancy.handled(delivery.lineBytes());
				}
			}
			// a reader that were woken for each single place would sleep and wake for
			// each
			if (SubscriptionQueue.this.readerWaits && occupancy.isHalfEmpty()) {
				wakeReader();
			}
		}

		@Override
		public void workedOff() {
			endIfDone();
		}

	}

	private enum Phase {

		OPEN, FINISHING, CLOSED

	}

}
