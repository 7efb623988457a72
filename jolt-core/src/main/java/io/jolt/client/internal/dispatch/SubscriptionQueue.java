package io.jolt.client.internal.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;

/**
 * The deliveries that wait for a listener, bounded in messages and bytes, with one worker
 * at a time that hands them over. It takes several at once, but what it has not yet
 * handed over still counts as waiting.
 */
public final class SubscriptionQueue {

	private final OverflowPolicy policy;

	private final Consumer<Throwable> errors;

	private final ListenerWorker worker;

	// guarded by this
	private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();

	// told when the last message was handled; guarded by this
	private final List<Runnable> endListeners = new ArrayList<>();

	// whether a worker runs or is about to be started; guarded by this
	private boolean working;

	// written under this lock, read by the worker between two messages
	private volatile Phase phase = Phase.OPEN;

	private final Occupancy occupancy;

	// guarded by this
	private final OverflowNotice overflow = new OverflowNotice();

	// whether a reader waits for room; written under this lock, read by the worker
	private volatile boolean readerWaits;

	/**
	 * Creates a queue.
	 * @param options its bounds and its policy
	 * @param listener handles the messages
	 * @param executor lends the worker its thread
	 * @param errors receives what the listener throws, on the worker's thread
	 */
	public SubscriptionQueue(SubscriptionOptions options, JoltMessageListener listener, Executor executor,
			Consumer<Throwable> errors) {
		this.policy = options.overflow();
		this.occupancy = new Occupancy(options);
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
			this.occupancy.refused();
			return Admission.DONE;
		}
		if (this.occupancy.hasRoom(delivery.lineBytes())) {
			this.overflow.admitted(this.occupancy);
		}
		else if (this.policy == OverflowPolicy.BLOCK) {
			return Admission.FULL;
		}
		else if (this.policy == OverflowPolicy.DROP_NEWEST) {
			this.occupancy.refused();
			this.overflow.dropping(this.occupancy.dropped());
			return Admission.DONE;
		}
		else {
			dropOldest(delivery);
		}
		this.waiting.add(delivery);
		this.occupancy.admitted(delivery.lineBytes());
		if (this.working) {
			return Admission.DONE;
		}
		this.working = true;
		return Admission.START;
	}

	/**
	 * Starts the worker, after {@link Admission#START}. Apart from the offer, so that a
	 * reader wakes a worker once for all that came in one read.
	 */
	public void start() {
		try {
			this.worker.start();
		}
		catch (RejectedExecutionException ex) {
			boolean closed;
			synchronized (this) {
				// the next delivery tries again
				this.working = false;
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
		while (this.phase == Phase.OPEN && !abandoned.getAsBoolean() && !this.occupancy.hasRoom(delivery.lineBytes())) {
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
	 * Lets nothing more in, and lets the listener handle what waits.
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
			while (!this.waiting.isEmpty()) {
				drop(this.waiting.remove());
			}
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
		this.overflow.listener(listener);
	}

	private void endIfDone() {
		List<Runnable> ended;
		synchronized (this) {
			if (this.phase == Phase.OPEN || this.working || !this.waiting.isEmpty()) {
				return;
			}
			ended = List.copyOf(this.endListeners);
			this.endListeners.clear();
		}
		ended.forEach(Runnable::run);
	}

	// the lock is held
	private void dropOldest(Delivery incoming) {
		while (!this.waiting.isEmpty() && !this.occupancy.hasRoom(incoming.lineBytes())) {
			drop(this.waiting.remove());
		}
		this.overflow.dropping(this.occupancy.dropped());
	}

	// the lock is held
	private void drop(Delivery delivery) {
		this.occupancy.withdrawn(delivery.lineBytes());
	}

	/**
	 * How many messages wait.
	 * @return the number
	 */
	public long messages() {
		return this.occupancy.messages();
	}

	/**
	 * How many bytes wait.
	 * @return the sum of the lines' lengths
	 */
	public long bytes() {
		return this.occupancy.bytes();
	}

	/**
	 * How many messages never reached the listener.
	 * @return the number
	 */
	public long dropped() {
		return this.occupancy.dropped();
	}

	/**
	 * The worker's side.
	 */
	private final class Source implements ListenerWorker.Source {

		@Override
		public boolean take(List<Delivery> batch, int max) {
			batch.clear();
			synchronized (SubscriptionQueue.this) {
				while (batch.size() < max && !SubscriptionQueue.this.waiting.isEmpty()) {
					batch.add(SubscriptionQueue.this.waiting.remove());
				}
				SubscriptionQueue.this.working = !batch.isEmpty();
			}
			return !batch.isEmpty();
		}

		@Override
		public boolean isAnyWaiting() {
			synchronized (SubscriptionQueue.this) {
				return !SubscriptionQueue.this.waiting.isEmpty();
			}
		}

		@Override
		public boolean isClosed() {
			return SubscriptionQueue.this.phase == Phase.CLOSED;
		}

		@Override
		public void discard(List<Delivery> deliveries) {
			synchronized (SubscriptionQueue.this) {
				deliveries.forEach(SubscriptionQueue.this::drop);
			}
		}

		@Override
		public void handing(Delivery delivery) {
			SubscriptionQueue.this.occupancy.handled(delivery.lineBytes());
			// a reader that were woken for each single place would sleep and wake for
			// each
			if (SubscriptionQueue.this.readerWaits && SubscriptionQueue.this.occupancy.isHalfEmpty()) {
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
