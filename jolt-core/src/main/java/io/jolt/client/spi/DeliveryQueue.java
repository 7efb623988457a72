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
 * and the workers that hand them over: one, which takes several at once, of which those
 * that it has not yet handed over still count as waiting; or up to as many as the
 * listener may be run by at a time, which take one each. A worker borrows a thread while
 * there are messages or, where {@link SubscriptionOptions#lasting()} says so, keeps it
 * until the queue has ended. Safe for use by several threads.
 * <p>
 * Whoever receives messages offers each, and starts workers when all that came together
 * were offered: <pre>
 * if (queue.offer(message) == Admission.START) {
 *     starts++;
 * }
 * ...
 * for (; starts &gt; 0; starts--) {
 *     queue.start();
 * }
 * </pre> The queue never runs the listener on a thread that its executor does not lend.
 */
public final class DeliveryQueue {

	private static final Logger logger = LoggerFactory.getLogger(DeliveryQueue.class);

	/**
	 * How many messages a worker hands over before others get their turn, and takes at
	 * once.
	 */
	static final int TURN = 256;

	private static final long LONGEST_WAIT_MILLIS = 500;

	private final OverflowPolicy policy;

	private final int maxWorkers;

	// one, where the oldest must remain within reach to be dropped, or of other workers
	private final int maxBatch;

	private final boolean runByUser;

	private final boolean lasting;

	private final JoltMessageListener listener;

	private final Executor executor;

	private final Consumer<Throwable> errors;

	private final Object lock = new Object();

	// guarded by the lock
	private final ArrayDeque<SizedMessage> waiting = new ArrayDeque<>();

	// written as it says itself, read by any thread
	private final Occupancy occupancy;

	// how many run, or are about to be started or called; guarded by the lock
	private int workers;

	// those that last and have nothing to do, the latest first; guarded by the lock
	private final ArrayDeque<DeliveryWorker> idle = new ArrayDeque<>();

	// told when the last message was handled; guarded by the lock
	private final List<Runnable> endListeners = new ArrayList<>();

	// guarded by the lock
	private LongConsumer overflowListener = (total) -> {
	};

	// whether the overflow was told since the queue was last half empty; guarded by the
	// lock
	private boolean overflowTold;

	// written under the lock, read by workers between two messages
	private volatile Phase phase = Phase.OPEN;

	// as phase
	private volatile boolean paused;

	// whether somebody waits for room; written under the lock, read by any thread
	private volatile boolean readerWaiting;

	/**
	 * Creates a queue.
	 * @param options its bounds, its policy and its workers
	 * @param listener handles the messages
	 * @param executor lends the workers their threads
	 * @param errors receives what the listener throws, on a worker's thread, and why a
	 * worker cannot be started, on the thread that wanted to start it
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
	 * Starts the first worker where workers last, which keeps its thread from now on:
	 * once, when the subscription can no longer fail to come about. Elsewhere it does
	 * nothing.
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
	 * Offers a message; never blocks, and starts nothing.
	 * @param message the message
	 * @return what the caller has to do next
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

	// false if there is no room, and it is to be waited for; the lock is held
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
	 * Apart from the offer, so that whoever reads wakes a worker once for all that came
	 * in one read.
	 */
	public void start() {
		start(this.executor);
	}

	/**
	 * Starts a worker as {@link #start()} does, on a thread of another executor unless
	 * the subscription has one of its own, or keeps its threads.
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
			// an executor of the user's may fail in any way, or there may be no thread
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
				// there will be no next one
				dropAll();
			}
		}
		if (last && current != Phase.CLOSED) {
			// else others do its work, or the executor only ended a moment before the
			// reader
			this.errors.accept(cause);
		}
		endIfDone();
	}

	/**
	 * Whether the workers' threads are the user's, whose executor may make whoever starts
	 * one wait.
	 * @return {@code false} if the client lends them
	 */
	public boolean isRunByUser() {
		return this.runByUser;
	}

	/**
	 * Waits until there is room again, after {@link Admission#FULL}. An interruption does
	 * not end the wait, and is restored after it.
	 * @param message what there has to be room for
	 * @param abandoned whether to wait no longer; see {@link #wakeReader()}
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
					// a reader that took it for the end would find no room, and be back
					// at once
					interrupted = true;
				}
				over = isWaitOver(message, abandoned);
				this.readerWaiting = !over;
			}
			if (!over) {
				// while a reader waits there is no next message that would try again
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

	// as many as are of use; the lock is held
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
	 * Lets a waiting reader look again whether it is to wait.
	 */
	public void wakeReader() {
		synchronized (this.lock) {
			this.lock.notifyAll();
		}
	}

	/**
	 * Whether a reader waits for room at this moment.
	 * @return {@code true} if it does
	 */
	public boolean isReaderWaiting() {
		return this.readerWaiting;
	}

	/**
	 * Hands nothing more over; what comes waits. Workers end, and hold no thread, unless
	 * they last.
	 */
	public void pause() {
		synchronized (this.lock) {
			this.paused = true;
		}
	}

	/**
	 * Hands over again.
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
	 * Lets nothing more in, and lets the listener handle what waits; while it is paused,
	 * that goes on waiting.
	 */
	public void finish() {
		finish(Runnable::run);
	}

	/**
	 * Ends as {@link #finish()} does, for a caller that may hold a lock.
	 * @param starter runs what may call the subscription's executor and whoever hears of
	 * the end
	 */
	public void finish(Executor starter) {
		synchronized (this.lock) {
			if (this.phase == Phase.OPEN) {
				this.phase = Phase.FINISHING;
				wakeReader();
			}
		}
		starter.execute(() -> {
			// nothing else would start them where the executor had refused
			startMissingWorkers();
			endIfDone();
		});
	}

	/**
	 * Lets nothing more in and drops what waits.
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
	 * Tells the end, if there is nothing left to be taken, now and later. Also called by
	 * a worker that had nothing more to take.
	 */
	void endIfDone() {
		if (this.phase == Phase.OPEN) {
			// whoever changes that looks afterwards
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

	// whether nothing is left to be taken, now and later; the lock is held
	private boolean isOver() {
		return this.phase != Phase.OPEN && this.waiting.isEmpty();
	}

	/**
	 * Hears of the end: nothing more is let in, and the last message was handled.
	 * @param endListener called once, at once if it is over already; must not block
	 */
	public void onEnd(Runnable endListener) {
		synchronized (this.lock) {
			this.endListeners.add(endListener);
		}
		endIfDone();
	}

	/**
	 * Hears when messages begin to be dropped because the queue is full: once until it is
	 * half empty again. Takes the place of the listener before.
	 * @param listener called under the queue's lock with the number of all dropped up to
	 * then; must not block
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
	 * Takes what waits, in its order, which still counts as waiting. Where there is
	 * nothing to be taken, the worker is from then on no longer running. On a worker's
	 * thread, as all that follows.
	 * @param worker who takes it
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
	 * Lets the other tasks of a user's executor get their turn.
	 * @return whether the calling worker has to end, since another has its place
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
			// the executor may fail in any way, and this worker is there
			return false;
		}
	}

	/**
	 * Whether what was taken is still to be handed over.
	 * @return {@code false} if it is paused or closed
	 */
	boolean mayHand() {
		return !this.paused && this.phase != Phase.CLOSED;
	}

	/**
	 * Puts what was taken last, and is not to be handed over now, back to where it was.
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
		// to wake the reader for each single place would let it run for one message at a
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
			// the failure may be one that cannot even be described; later messages are
			// not to blame
			logger.error("The failure of a listener, {}, cannot be reported", failure.getClass().getName());
		}
	}

	/**
	 * What became of a message that was offered.
	 */
	public enum Admission {

		/**
		 * Let in, or dropped and counted.
		 */
		DONE,

		/**
		 * Let in, and the caller has to start a worker before it waits for anything.
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
