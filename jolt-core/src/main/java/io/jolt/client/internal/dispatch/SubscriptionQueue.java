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
 * The deliveries that wait for a listener, bounded in messages and bytes, and the one
 * worker at a time that hands them over. A worker takes several at once, but what it has
 * not yet handed over still counts as waiting.
 */
public final class SubscriptionQueue {

	private static final int MAX_BATCH = 256;

	private final SubscriptionOptions options;

	private final JoltMessageListener listener;

	private final Executor executor;

	private final Consumer<Throwable> errors;

	// one, where the oldest must remain within reach to be dropped
	private final int maxBatch;

	// whether the executor is the user's, whose other tasks get their turn after each
	// batch
	private final boolean givesWay;

	// guarded by this
	private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();

	// told when the last message was handled; guarded by this
	private final List<Runnable> endListeners = new ArrayList<>();

	// whether a worker runs or is about to be started; guarded by this
	private boolean working;

	// written under this lock, read by the worker between two messages
	private volatile Phase phase = Phase.OPEN;

	// what was let in and not dropped since; written under this lock, read by any thread
	private volatile long admittedMessages;

	// as admittedMessages
	private volatile long admittedBytes;

	// what the listener was given; written by the worker only, read by any thread
	private volatile long handledMessages;

	// as handledMessages
	private volatile long handledBytes;

	// written under this lock, read by any thread
	private volatile long dropped;

	// told when messages begin to be dropped; guarded by this
	private LongConsumer overflowListener = (total) -> {
	};

	// whether that was told since the queue was last half empty; guarded by this
	private boolean overflowTold;

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
		this.options = options;
		this.listener = listener;
		this.executor = executor;
		this.errors = errors;
		this.givesWay = options.executor() != null;
		this.maxBatch = (options.overflow() == OverflowPolicy.DROP_OLDEST) ? 1 : MAX_BATCH;
	}

	/**
	 * Offers a delivery; never blocks.
	 * @param delivery the delivery
	 * @return what the caller has to do next
	 */
	public synchronized Admission offer(Delivery delivery) {
		if (this.phase != Phase.OPEN) {
			this.dropped++;
			return Admission.DONE;
		}
		if (!hasRoom(delivery)) {
			switch (this.options.overflow()) {
				case BLOCK -> {
					return Admission.FULL;
				}
				case DROP_NEWEST -> {
					this.dropped++;
					tellOverflow();
					return Admission.DONE;
				}
				case DROP_OLDEST -> dropOldest(delivery);
			}
		}
		else if (this.overflowTold && isHalfEmpty()) {
			this.overflowTold = false;
		}
		this.waiting.add(delivery);
		this.admittedMessages++;
		this.admittedBytes += delivery.lineBytes();
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
			this.executor.execute(this::work);
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
		this.readerWaits = true;
		try {
			while (this.phase == Phase.OPEN && !abandoned.getAsBoolean() && !hasRoom(delivery)) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.readerWaits = false;
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
		this.overflowListener = listener;
	}

	private void work() {
		List<Delivery> batch = new ArrayList<>();
		while (takeBatch(batch)) {
			handAll(batch);
			if (this.givesWay && isAnyWaiting() && workLater()) {
				return;
			}
		}
		endIfDone();
	}

	private void handAll(List<Delivery> batch) {
		for (int i = 0; i < batch.size(); i++) {
			if (this.phase == Phase.CLOSED) {
				discard(batch.subList(i, batch.size()));
				return;
			}
			hand(batch.get(i));
		}
	}

	private synchronized boolean isAnyWaiting() {
		return !this.waiting.isEmpty();
	}

	private boolean workLater() {
		try {
			this.executor.execute(this::work);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	// the worker is the only one to write what was handled
	@SuppressWarnings("NonAtomicVolatileUpdate")
	private void hand(Delivery delivery) {
		this.handledMessages++;
		this.handledBytes += delivery.lineBytes();
		if (this.readerWaits && isHalfEmpty()) {
			wakeReader();
		}
		try {
			this.listener.onMessage(delivery);
		}
		catch (Throwable ex) {
			// an interruption, too: the worker's own end is not told by one, and the next
			// listener call must not meet it
			this.errors.accept(ex);
		}
	}

	private synchronized boolean takeBatch(List<Delivery> batch) {
		batch.clear();
		while (batch.size() < this.maxBatch && !this.waiting.isEmpty()) {
			batch.add(this.waiting.remove());
		}
		this.working = !batch.isEmpty();
		return this.working;
	}

	private synchronized void discard(List<Delivery> deliveries) {
		deliveries.forEach(this::drop);
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
		while (!this.waiting.isEmpty() && !hasRoom(incoming)) {
			drop(this.waiting.remove());
		}
		tellOverflow();
	}

	// the lock is held; once for a burst, which may drop millions
	private void tellOverflow() {
		if (!this.overflowTold) {
			this.overflowTold = true;
			this.overflowListener.accept(this.dropped);
		}
	}

	// the lock is held
	@SuppressWarnings("NonAtomicVolatileUpdate")
	private void drop(Delivery delivery) {
		this.admittedMessages--;
		this.admittedBytes -= delivery.lineBytes();
		this.dropped++;
	}

	private boolean hasRoom(Delivery delivery) {
		long messages = messages();
		return messages == 0 || (messages < this.options.queueCapacity()
				&& bytes() + delivery.lineBytes() <= this.options.queueSizeBytes());
	}

	// a reader that were woken for each single place would sleep and wake for each
	private boolean isHalfEmpty() {
		return messages() <= this.options.queueCapacity() / 2 && bytes() <= this.options.queueSizeBytes() / 2;
	}

	/**
	 * How many messages wait.
	 * @return the number
	 */
	public long messages() {
		// in this order: what is admitted later than it is handled would be negative
		long handled = this.handledMessages;
		return Math.max(0, this.admittedMessages - handled);
	}

	/**
	 * How many bytes wait.
	 * @return the sum of the lines' lengths
	 */
	public long bytes() {
		long handled = this.handledBytes;
		return Math.max(0, this.admittedBytes - handled);
	}

	/**
	 * How many messages never reached the listener.
	 * @return the number
	 */
	public long dropped() {
		return this.dropped;
	}

	/**
	 * What became of a delivery.
	 */
	public enum Admission {

		/**
		 * Let in, or dropped and counted.
		 */
		DONE,

		/**
		 * Let in, and the caller has to start the worker before it waits for anything.
		 */
		START,

		/**
		 * Not let in: wait for room and offer it again.
		 */
		FULL

	}

	private enum Phase {

		OPEN, FINISHING, CLOSED

	}

}
