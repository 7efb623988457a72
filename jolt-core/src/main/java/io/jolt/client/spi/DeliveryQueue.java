package io.jolt.client.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.spi.DeliveryWorker.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for a subscription's listener, bounded in messages and bytes,
 * and the workers that hand them over. A single worker takes several messages at once;
 * those not yet handed over still count as waiting. If the listener may run concurrently,
 * there are up to that many workers, which take one message each. A worker borrows a
 * thread while there are messages or, where {@link SubscriptionOptions#lasting()} says
 * so, keeps it until the queue has ended. Safe for use by several threads.
 * <p>
 * The receiver of messages offers each one, and starts workers once it has offered all
 * that came together: <pre>
 * if (queue.offer(message) == Admission.START) {
 *     starts++;
 * }
 * ...
 * for (; starts &gt; 0; starts--) {
 *     queue.start();
 * }
 * </pre> The queue runs the listener only on threads of its executor.
 */
public final class DeliveryQueue {

	private static final Logger logger = LoggerFactory.getLogger(DeliveryQueue.class);

	/**
	 * How many messages a worker takes at once and hands over before others get their
	 * turn.
	 */
	static final int TURN = 256;

	private static final long LONGEST_WAIT_MILLIS = 500;

	private final OverflowPolicy policy;

	private final int maxWorkers;

	// one, if the oldest must remain available to be dropped or to other workers
	private final int maxBatch;

	private final boolean runByUser;

	private final boolean lasting;

	private final JoltMessageListener listener;

	private final Executor executor;

	private final Consumer<Throwable> errors;

	private final Object lock = new Object();

	// guarded by the lock
	private final ArrayDeque<SizedMessage> waiting = new ArrayDeque<>();

	// written as its class says, read by any thread
	private final Occupancy occupancy;

	// how many are running, or about to be started or called; guarded by the lock
	private int workers;

	// idle workers that keep their threads, the latest first; guarded by the lock
	private final ArrayDeque<DeliveryWorker> idle = new ArrayDeque<>();

	// notified when the last message was handled; guarded by the lock
	private final List<Runnable> endListeners = new ArrayList<>();

	// guarded by the lock
	private LongConsumer overflowListener = (total) -> {
	};

	// whether the overflow was reported since the queue was last half empty; guarded by
	// the lock
	private boolean overflowTold;

	// written under the lock, read by workers between two messages
	private volatile Phase phase = Phase.OPEN;

	// as phase
	private volatile boolean paused;

	// whether a reader waits for room; written under the lock, read by any thread
	private volatile boolean readerWaiting;

	/**
	 * Creates a queue.
	 * @param options its bounds, its policy and its workers
	 * @param listener handles the messages
	 * @param executor lends the workers their threads
	 * @param errors receives what the listener throws, on a worker's thread, and why a
	 * worker cannot start, on the thread that tried to start it
	 */
	public DeliveryQueue(SubscriptionOptions options, JoltMessageListener listener, Executor executor,
			Consumer<Throwable> errors) {
		this.policy = options.overflow();
		this.maxWorkers = options.concurrency();
		this.maxBatch = (options.overflow() == OverflowPolicy.DROP_OLDEST || options.concurrency() > 1) ? 1 : TURN;
		this.runByUser = options.executor() != null;
		this.lasting = options.lasting();
		this.paused = options.paused();
		this.occupancy = new Occupancy(options);
		this.listener = listener;
		this.executor = executor;
		this.errors = errors;
	}

	/**
	 * Starts the first worker, which keeps its thread from now on, if workers last;
	 * otherwise does nothing. Call it once, when the subscription is certain to be
	 * created.
	 */
	public void open() {
		synchronized (this.lock) {
			if (!this.lasting || this.phase != Phase.OPEN || this.workers > 0 || !this.idle.isEmpty()) {
				return;
			}
			this.workers++;
		}
		start();
	}

	/**
	 * Offers a message; never blocks or starts anything.
	 * @param message the message
	 * @return what the caller must do next
	 */
	public Admission offer(SizedMessage message) {
		synchronized (this.lock) {
			if (this.phase != Phase.OPEN) {
				this.occupancy.refused();
				return Admission.DONE;
			}
			if (!admit(message)) {
				return Admission.FULL;
			}
			if (this.paused || this.workers == this.maxWorkers || this.waiting.isEmpty()) {
				return Admission.DONE;
			}
			this.workers++;
			return Admission.START;
		}
	}

	// false if there is no room and the caller must wait; the lock is held
	private boolean admit(SizedMessage message) {
		if (this.occupancy.hasRoom(message.sizeBytes())) {
			if (this.overflowTold && this.occupancy.isHalfEmpty()) {
				this.overflowTold = false;
			}
		}
		else if (this.policy == OverflowPolicy.BLOCK) {
			return false;
		}
		else if (this.policy == OverflowPolicy.DROP_NEWEST) {
			this.occupancy.refused();
			tellOverflow();
			return true;
		}
		else {
			while (!this.waiting.isEmpty() && !this.occupancy.hasRoom(message.sizeBytes())) {
				drop(this.waiting.remove());
			}
			tellOverflow();
		}
		this.waiting.add(message);
		this.occupancy.admitted(message.sizeBytes());
		return true;
	}

	private void drop(SizedMessage message) {
		this.occupancy.withdrawn(message.sizeBytes());
	}

	// once for a burst, which may drop millions
	private void tellOverflow() {
		if (!this.overflowTold) {
			this.overflowTold = true;
			this.overflowListener.accept(this.occupancy.dropped());
		}
	}

	/**
	 * Starts a worker, or calls an idle one, once after each {@link Admission#START}.
	 * Separate from the offer, so that a reader wakes a worker once for everything that
	 * came in one read.
	 */
	public void start() {
		start(this.executor);
	}

	/**
	 * Starts a worker as {@link #start()} does, on a thread of another executor, unless
	 * the subscription has its own executor or keeps its threads.
	 * @param threads lends the worker its thread
	 */
	public void start(Executor threads) {
		DeliveryWorker called = null;
		if (this.lasting) {
			synchronized (this.lock) {
				called = this.idle.poll();
			}
		}
		if (called != null) {
			called.signal(Signal.WORK);
			return;
		}
		try {
			((this.runByUser || this.lasting) ? this.executor : threads)
				.execute(new DeliveryWorker(this, this.listener));
		}
		catch (RuntimeException | Error ex) {
			// a user's executor may fail in any way, or no thread may be available
			notStarted(ex);
		}
	}

	private void notStarted(Throwable cause) {
		boolean last;
		Phase current;
		synchronized (this.lock) {
			// the next message tries again
			this.workers--;
			last = this.workers == 0;
			current = this.phase;
			if (last && current != Phase.OPEN) {
				// no next one will come
				dropAll();
			}
		}
		if (last && current != Phase.CLOSED) {
			// otherwise others do its work, or the executor only ended a moment before
			// the reader
			this.errors.accept(cause);
		}
		endIfDone();
	}

	/**
	 * How well it could take a message now. Takes no lock, so that it may be different a
	 * moment later.
	 * @param message the message
	 * @return the readiness
	 */
	Readiness readiness(SizedMessage message) {
		if (this.phase != Phase.OPEN) {
			return Readiness.CLOSED;
		}
		if (!this.occupancy.hasRoom(message.sizeBytes())) {
			return Readiness.FULL;
		}
		return this.paused ? Readiness.PAUSED : Readiness.READY;
	}

	/**
	 * Whether a user's executor provides the workers' threads; it may block the thread
	 * that starts one.
	 * @return {@code false} if the client provides them
	 */
	public boolean isRunByUser() {
		return this.runByUser;
	}

	/**
	 * Waits for room after {@link Admission#FULL}. An interruption does not end the wait
	 * and is restored afterwards.
	 * @param message the message that needs room
	 * @param abandoned whether to stop waiting; see {@link #wakeReader()}
	 */
	public void awaitRoom(SizedMessage message, BooleanSupplier abandoned) {
		boolean interrupted = false;
		boolean over = false;
		while (!over) {
			synchronized (this.lock) {
				this.readerWaiting = true;
				try {
					if (!isWaitOver(message, abandoned)) {
						this.lock.wait(LONGEST_WAIT_MILLIS);
					}
				}
				catch (InterruptedException ex) {
					// a reader that took it for the end would find no room and return at
					// once
					interrupted = true;
				}
				over = isWaitOver(message, abandoned);
				this.readerWaiting = !over;
			}
			if (!over) {
				// while a reader waits, no next message comes that would try again
				startMissingWorkers();
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	// the lock is held
	private boolean isWaitOver(SizedMessage message, BooleanSupplier abandoned) {
		return this.phase != Phase.OPEN || abandoned.getAsBoolean() || this.occupancy.hasRoom(message.sizeBytes());
	}

	private void startMissingWorkers() {
		int starts;
		synchronized (this.lock) {
			starts = (this.workers == 0) ? claimWorkers() : 0;
		}
		start(starts);
	}

	// as many as are useful; the lock is held
	private int claimWorkers() {
		if (this.paused) {
			return 0;
		}
		int claimed = Math.min(this.maxWorkers - this.workers, this.waiting.size());
		this.workers += claimed;
		return claimed;
	}

	private void start(int claimed) {
		for (int i = 0; i < claimed; i++) {
			start();
		}
	}

	/**
	 * Makes a waiting reader check again whether to wait.
	 */
	public void wakeReader() {
		synchronized (this.lock) {
			this.lock.notifyAll();
		}
	}

	/**
	 * Whether a reader is currently waiting for room.
	 * @return {@code true} if it does
	 */
	public boolean isReaderWaiting() {
		return this.readerWaiting;
	}

	/**
	 * Stops handing messages over; new ones wait. Workers end and release their threads,
	 * unless they last.
	 */
	public void pause() {
		synchronized (this.lock) {
			this.paused = true;
		}
	}

	/**
	 * Resumes handing over.
	 */
	public void resume() {
		int starts;
		synchronized (this.lock) {
			this.paused = false;
			starts = claimWorkers();
		}
		start(starts);
	}

	/**
	 * Accepts no more messages, and lets the listener handle those that wait; while
	 * paused, they keep waiting.
	 */
	public void finish() {
		finish(Runnable::run);
	}

	/**
	 * Ends as {@link #finish()} does, for a caller that may hold a lock.
	 * @param starter runs what may call the subscription's executor and the end listener
	 */
	public void finish(Executor starter) {
		synchronized (this.lock) {
			if (this.phase == Phase.OPEN) {
				this.phase = Phase.FINISHING;
				wakeReader();
			}
		}
		starter.execute(() -> {
			// nothing else would start them if the executor had refused
			startMissingWorkers();
			endIfDone();
		});
	}

	/**
	 * Accepts no more messages and drops those that wait.
	 */
	public void close() {
		synchronized (this.lock) {
			dropAll();
		}
		endIfDone();
	}

	// the lock is held
	private void dropAll() {
		this.phase = Phase.CLOSED;
		this.waiting.forEach(this::drop);
		this.waiting.clear();
		wakeReader();
	}

	/**
	 * Reports the end, if nothing is left to take, now or later. Also called by a worker
	 * that had nothing more to take.
	 */
	void endIfDone() {
		if (this.phase == Phase.OPEN) {
			// the thread that changes that checks afterwards
			return;
		}
		List<DeliveryWorker> released;
		List<Runnable> ended = List.of();
		synchronized (this.lock) {
			if (!isOver()) {
				return;
			}
			released = List.copyOf(this.idle);
			this.idle.clear();
			if (this.workers == 0) {
				ended = List.copyOf(this.endListeners);
				this.endListeners.clear();
			}
		}
		released.forEach((worker) -> worker.signal(Signal.END));
		ended.forEach(Runnable::run);
	}

	// whether nothing is left to take, now or later; the lock is held
	private boolean isOver() {
		return this.phase != Phase.OPEN && this.waiting.isEmpty();
	}

	/**
	 * Sets the listener for the end: no more messages are accepted, and the last one was
	 * handled.
	 * @param endListener called once, immediately if it has already ended; must not block
	 */
	public void onEnd(Runnable endListener) {
		synchronized (this.lock) {
			this.endListeners.add(endListener);
		}
		endIfDone();
	}

	/**
	 * Sets the listener for overflow, called when messages start being dropped because
	 * the queue is full: once until it is half empty again. Replaces the previous
	 * listener.
	 * @param listener called under the queue's lock with the total number dropped so far;
	 * must not block
	 */
	public void onOverflow(LongConsumer listener) {
		synchronized (this.lock) {
			this.overflowListener = listener;
		}
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
	 * @return the sum of the messages' sizes
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

	boolean isLasting() {
		return this.lasting;
	}

	/**
	 * Takes waiting messages, in order; they still count as waiting. If there are none,
	 * the worker is no longer running. On a worker's thread, like all methods below.
	 * @param worker the worker
	 * @param batch is emptied, and receives it
	 * @return whether there was any
	 */
	boolean take(DeliveryWorker worker, List<SizedMessage> batch) {
		batch.clear();
		synchronized (this.lock) {
			if (!this.paused) {
				while (batch.size() < this.maxBatch && !this.waiting.isEmpty()) {
					batch.add(this.waiting.remove());
				}
			}
			if (!batch.isEmpty()) {
				return true;
			}
			this.workers--;
			if (this.lasting) {
				becomeIdle(worker);
			}
			return false;
		}
	}

	// the lock is held
	private void becomeIdle(DeliveryWorker worker) {
		worker.becomeIdle();
		if (isOver()) {
			worker.signal(Signal.END);
		}
		else {
			this.idle.push(worker);
		}
	}

	/**
	 * Gives the other tasks of a user's executor their turn.
	 * @return whether the calling worker must end because another has replaced it
	 */
	boolean giveWay() {
		if (!this.runByUser || this.lasting || messages() == 0) {
			return false;
		}
		try {
			this.executor.execute(new DeliveryWorker(this, this.listener));
			return true;
		}
		catch (RuntimeException | Error ex) {
			// the executor may fail in any way, and this worker can go on
			return false;
		}
	}

	/**
	 * Whether to hand over what was taken.
	 * @return {@code false} if the queue is paused or closed
	 */
	boolean mayHand() {
		return !this.paused && this.phase != Phase.CLOSED;
	}

	/**
	 * Puts back what was taken last and is not to be handed over now.
	 * @param messages what is left, in its order
	 */
	void giveBack(List<SizedMessage> messages) {
		synchronized (this.lock) {
			if (this.phase == Phase.CLOSED) {
				messages.forEach(this::drop);
				return;
			}
			for (int i = messages.size() - 1; i >= 0; i--) {
				this.waiting.addFirst(messages.get(i));
			}
		}
	}

	/**
	 * The listener is about to be given a message.
	 * @param message which
	 */
	void handing(SizedMessage message) {
		if (this.maxWorkers == 1) {
			this.occupancy.handled(message.sizeBytes());
		}
		else {
			synchronized (this.lock) {
				this.occupancy.handled(message.sizeBytes());
			}
		}
		// waking the reader for each single place would let it run for one message at a
		// time
		if (this.readerWaiting && this.occupancy.isHalfEmpty()) {
			wakeReader();
		}
	}

	void listenerFailed(Throwable failure) {
		try {
			this.errors.accept(failure);
		}
		catch (Throwable ex) {
			// the failure may not even be describable; later messages are not to blame
			logger.error("The failure of a listener, {}, cannot be reported", failure.getClass().getName());
		}
	}

	/**
	 * What happened to a message that was offered.
	 */
	public enum Admission {

		/**
		 * Accepted, or dropped and counted.
		 */
		DONE,

		/**
		 * Accepted, and the caller must start a worker before it waits for anything.
		 */
		START,

		/**
		 * Not accepted: wait for room and offer it again.
		 */
		FULL

	}

	/**
	 * How well a queue can take a message, the best first.
	 */
	enum Readiness {

		READY, PAUSED, FULL, CLOSED

	}

	private enum Phase {

		OPEN, FINISHING, CLOSED

	}

}
