package io.jolt.client.internal.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
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

	// guarded by this, but for its figures
	private final Backlog backlog;

	private final ReaderGate reader = new ReaderGate(this);

	private final Handover handover;

	// told when the last message was handled; guarded by this
	private final List<Runnable> endListeners = new ArrayList<>();

	// written under this lock
	private volatile Phase phase = Phase.OPEN;

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
		this.handover = new Handover(options, this, this.backlog, this.reader, this::endIfDone);
		this.errors = errors;
		this.worker = new ListenerWorker(options, listener, executor, errors, this.handover);
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
		return this.handover.claimWorker() ? Admission.START : Admission.DONE;
	}

	/**
	 * Starts a worker, once after each {@link Admission#START}. Apart from the offer, so
	 * that a reader wakes a worker once for all that came in one read.
	 */
	public void start() {
		startBy(this.worker::start);
	}

	/**
	 * Whether the workers' threads are the user's, whose executor may make whoever starts
	 * one wait.
	 * @return {@code false} if the client lends them
	 */
	public boolean isRunByUser() {
		return this.worker.isRunByUser();
	}

	/**
	 * Starts a worker as {@link #start()} does, on a thread of another executor unless
	 * the subscription has one of its own.
	 * @param threads lends the worker its thread
	 */
	public void start(Executor threads) {
		startBy(() -> this.worker.start(threads));
	}

	private void startBy(Runnable starting) {
		try {
			starting.run();
		}
		catch (RuntimeException | Error ex) {
			// an executor of the user's may fail in any way, or there may be no thread
			boolean idle;
			Phase current;
			synchronized (this) {
				// the next delivery tries again
				this.handover.workerFailed();
				idle = this.handover.isIdle();
				current = this.phase;
			}
			if (idle && current != Phase.CLOSED) {
				// else others do its work, or the executor only ended a moment before the
				// reader
				this.errors.accept(ex);
			}
			if (idle && current != Phase.OPEN) {
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
	public void awaitRoom(Delivery delivery, BooleanSupplier abandoned) {
		this.reader.await(() -> this.phase != Phase.OPEN || abandoned.getAsBoolean() || this.backlog.hasRoom(delivery),
				this::startMissingWorkers);
	}

	// while a reader waits there is no next delivery that would try again
	private void startMissingWorkers() {
		int starts;
		synchronized (this) {
			starts = this.handover.isIdle() ? this.handover.claimWorkers() : 0;
		}
		start(starts);
	}

	private void start(int workers) {
		for (int i = 0; i < workers; i++) {
			start();
		}
	}

	/**
	 * Lets a waiting reader look again whether it is to wait.
	 */
	public void wakeReader() {
		this.reader.wake();
	}

	/**
	 * Whether a reader waits for room at this moment.
	 * @return {@code true} if it does
	 */
	public boolean isReaderWaiting() {
		return this.reader.isWaiting();
	}

	/**
	 * Hands nothing more over; what comes waits. Workers end, and hold no thread.
	 */
	public synchronized void pause() {
		this.handover.pause();
	}

	/**
	 * Hands over again.
	 */
	public void resume() {
		int starts;
		synchronized (this) {
			starts = this.handover.resume();
		}
		start(starts);
	}

	/**
	 * Lets nothing more in, and lets the listener handle what waits; while it is paused,
	 * that goes on waiting.
	 */
	public void finish() {
		synchronized (this) {
			if (this.phase == Phase.OPEN) {
				this.phase = Phase.FINISHING;
				this.reader.wake();
			}
		}
		// nothing else would start them where the executor had refused
		startMissingWorkers();
		endIfDone();
	}

	/**
	 * Lets nothing more in and drops what waits.
	 */
	public void close() {
		synchronized (this) {
			this.phase = Phase.CLOSED;
			this.handover.close();
			this.backlog.dropAll();
			this.reader.wake();
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
			if (this.phase == Phase.OPEN || !this.handover.isIdle() || !this.backlog.isEmpty()) {
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

	private enum Phase {

		OPEN, FINISHING, CLOSED

	}

}
