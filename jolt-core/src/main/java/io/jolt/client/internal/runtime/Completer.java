package io.jolt.client.internal.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.spi.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes users' futures on the client's threads: one at a time and in order, using no
 * thread while there are none. Dependents of a future are user code and may block, though
 * they should not: if one takes too long while others wait, another thread takes over the
 * rest. One timer serves any number of completions, and none runs while none waits for
 * another.
 */
public final class Completer implements Executor {

	/**
	 * How many threads may be stuck in dependents before the others have to wait.
	 */
	static final int MAX_OVERTAKEN = 64;

	/**
	 * How often to check whether a thread is stuck.
	 */
	static final Duration LOOK_INTERVAL = Duration.ofMillis(15);

	// a single check may coincide with a pause of the whole process
	private static final int LOOKS_IN_VAIN = 2;

	// a thread that does not wait may only lack a processor for a while, and overtaking
	// it
	// then would change the order; or it waits for a socket, which looks the same
	private static final int LOOKS_IN_VAIN_AT_ONE_THAT_RUNS = 20;

	private static final Logger logger = LoggerFactory.getLogger(Completer.class);

	private final Executor executor;

	private final Scheduler scheduler;

	// what no worker has taken yet; guarded by this
	private List<Runnable> tasks = new ArrayList<>();

	// the worker that runs tasks or is about to, null while there are none; guarded by
	// this
	private @Nullable Worker current;

	// how many workers were overtaken and have not returned; guarded by this
	private int overtaken;

	// whether the timer is set; guarded by this
	private boolean watched;

	/**
	 * Creates a completer.
	 * @param executor provides its threads
	 * @param scheduler checks whether one of them is stuck
	 */
	public Completer(Executor executor, Scheduler scheduler) {
		this.executor = executor;
		this.scheduler = scheduler;
	}

	@Override
	public void execute(Runnable task) {
		executeAll(List.of(task));
	}

	/**
	 * Adds several completions with one hand-over.
	 * @param batch the completions in their order, not kept
	 */
	void executeAll(Collection<? extends Runnable> batch) {
		executeAll(batch, this.executor);
	}

	/**
	 * Adds several completions with one hand-over, if necessary to a borrowed thread.
	 * @param batch the completions in their order, not kept
	 * @param threads runs them, if no thread runs any
	 */
	void executeAll(Collection<? extends Runnable> batch, Executor threads) {
		Worker started = null;
		boolean watch;
		synchronized (this) {
			this.tasks.addAll(batch);
			watch = !this.watched && (this.current != null || this.tasks.size() > 1);
			this.watched |= watch;
			if (this.current == null && !this.tasks.isEmpty()) {
				started = new Worker();
				this.current = started;
			}
		}
		if (watch) {
			watch();
		}
		if (started != null) {
			try {
				threads.execute(started);
			}
			catch (RejectedExecutionException ex) {
				// the client is closed and has no more threads; callers still get what is
				// owed to them
				started.run();
			}
			catch (Error ex) {
				retryLater(started, ex);
			}
		}
	}

	// no thread is available
	private void retryLater(Worker notStarted, Error cause) {
		boolean watch;
		synchronized (this) {
			if (this.current == notStarted) {
				this.current = null;
			}
			watch = !this.watched;
			this.watched = true;
		}
		logger.warn("Futures complete later because no thread can be started: {}", cause.toString());
		if (watch) {
			watch();
		}
	}

	private void watch() {
		this.scheduler.schedule(this::look, LOOK_INTERVAL.toNanos());
	}

	private void look() {
		Worker successor = null;
		synchronized (this) {
			Worker worker = this.current;
			if (worker == null && !this.tasks.isEmpty()) {
				// there was no thread when they came
				successor = new Worker();
				this.current = successor;
			}
			else if (worker == null || !isAnyWaitingFor(worker)) {
				this.watched = false;
				return;
			}
			else if (worker.hasNotMoved() && this.overtaken < MAX_OVERTAKEN) {
				logger.debug("A dependent of a future blocks; other futures complete on another thread");
				successor = overtake(worker);
			}
		}
		watch();
		if (successor != null) {
			start(successor);
		}
	}

	/**
	 * Lets another thread take over what waits, because the thread that completes futures
	 * may be about to block for long.
	 */
	public void relieve() {
		Worker successor = null;
		synchronized (this) {
			Worker worker = this.current;
			if (worker != null && isAnyWaitingFor(worker)) {
				successor = overtake(worker);
			}
		}
		if (successor != null) {
			start(successor);
		}
	}

	// the lock is held
	private boolean isAnyWaitingFor(Worker worker) {
		return !this.tasks.isEmpty() || (worker.batch != null && worker.batch.isAnyLeft());
	}

	// the lock is held
	private Worker overtake(Worker worker) {
		if (worker.batch != null) {
			List<Runnable> left = worker.batch.takeRest();
			left.addAll(this.tasks);
			this.tasks = left;
		}
		this.overtaken++;
		Worker successor = new Worker();
		this.current = successor;
		return successor;
	}

	private void start(Worker successor) {
		try {
			this.executor.execute(successor);
		}
		catch (RejectedExecutionException | Error ex) {
			synchronized (this) {
				// an overtaken worker continues when it returns, or the next check tries
				// again
				if (this.current == successor) {
					this.current = null;
				}
			}
		}
	}

	private synchronized @Nullable Batch nextBatch(Worker worker) {
		if (this.current != worker) {
			this.overtaken--;
			if (this.current != null) {
				return null;
			}
		}
		if (this.tasks.isEmpty()) {
			this.current = null;
			return null;
		}
		this.current = worker;
		worker.thread = Thread.currentThread();
		worker.batch = new Batch(this.tasks);
		this.tasks = new ArrayList<>();
		return worker.batch;
	}

	private static void runSafely(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("A task of the client failed", ex);
		}
	}

	/**
	 * Runs one batch after the other, until there is none or it is overtaken.
	 */
	private final class Worker implements Runnable {

		// what runs it, null before the first batch; guarded by the completer
		private @Nullable Thread thread;

		// the batch under way, null before the first; guarded by the completer
		private @Nullable Batch batch;

		// the batch under way at the last check; guarded by the completer
		private @Nullable Batch seenBatch;

		// how far that was; guarded by the completer
		private int seenProgress;

		// how many checks in a row have seen the same; guarded by the completer
		private int looksInVain;

		@Override
		public void run() {
			for (Batch next = nextBatch(this); next != null; next = nextBatch(this)) {
				for (Runnable task = next.claim(); task != null; task = next.claim()) {
					runSafely(task);
				}
			}
		}

		// the lock is held
		boolean hasNotMoved() {
			int progress = (this.batch != null) ? this.batch.progress() : 0;
			if (this.batch == this.seenBatch && progress == this.seenProgress) {
				this.looksInVain++;
			}
			else {
				this.seenBatch = this.batch;
				this.seenProgress = progress;
				this.looksInVain = 0;
			}
			boolean runs = this.thread != null && this.thread.getState() == Thread.State.RUNNABLE;
			return this.looksInVain >= (runs ? LOOKS_IN_VAIN_AT_ONE_THAT_RUNS : LOOKS_IN_VAIN);
		}

	}

	/**
	 * Completions that a worker has taken, each of which is claimed once, by it or by the
	 * one that takes over.
	 */
	private static final class Batch {

		// empty once the rest was taken, so that a stuck worker does not keep it; written
		// under the completer's lock
		private volatile List<Runnable> tasks;

		private final AtomicInteger next = new AtomicInteger();

		Batch(List<Runnable> tasks) {
			this.tasks = tasks;
		}

		@Nullable Runnable claim() {
			// before the claim, which fails if the rest was taken
			List<Runnable> from = this.tasks;
			int index = this.next.getAndIncrement();
			return (index < from.size()) ? from.get(index) : null;
		}

		int progress() {
			return this.next.get();
		}

		boolean isAnyLeft() {
			return this.next.get() < this.tasks.size();
		}

		List<Runnable> takeRest() {
			List<Runnable> from = this.tasks;
			int index = Math.min(from.size(), this.next.getAndSet(from.size()));
			this.tasks = List.of();
			return new ArrayList<>(from.subList(index, from.size()));
		}

	}

}
