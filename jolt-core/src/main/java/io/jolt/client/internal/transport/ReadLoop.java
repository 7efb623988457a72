package io.jolt.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Reads a connection, on one thread at a time. If what it reads calls for user code, the
 * thread runs one such task itself, because waking another thread costs more than most
 * tasks do. If the task takes long, {@link ReadWatch} starts another thread that
 * continues reading, and this one ends with its task: user code stops reading for a few
 * milliseconds at most.
 */
final class ReadLoop implements Runnable, Executor {

	private static final int BUFFER_BYTES = 64 * 1024;

	// a long task after this many short ones is an exception; each counts twice
	private static final int MANY_TURNS = 2 * 1000;

	private static final long FIRST_PENALTY_NANOS = 50_000_000;

	private static final long LONGEST_PENALTY_NANOS = 10_000_000_000L;

	private final InputStream in;

	private final SocketTransport.Reader reader;

	private final ThreadFactory threads;

	private final Executor others;

	private final ReadWatch watch;

	// for the threads that take over, which would otherwise inherit the watch thread's
	private final @Nullable ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

	// owned by the thread that reads
	private final byte[] buffer = new byte[BUFFER_BYTES];

	// to run once everything read is handled; owned by the thread that reads
	private @Nullable Runnable task;

	// odd while the reading thread runs a task: the thread that makes it even continues
	// reading
	private final AtomicLong turns = new AtomicLong();

	// whether tasks go to other threads for now; set by the watch, cleared by the
	// reading thread
	private volatile boolean penalized;

	// until when; written by the watch before it sets penalized
	private long penaltyEndNanos;

	// owned by the watch
	private long penaltyNanos;

	// the turns at the last look; owned by the watch
	private long seenTurns;

	// the turns when another thread took over reading; owned by the watch
	private long overtakenTurns;

	ReadLoop(InputStream in, SocketTransport.Reader reader, ThreadFactory threads, Executor others, ReadWatch watch) {
		this.in = in;
		this.reader = reader;
		this.threads = threads;
		this.others = others;
		this.watch = watch;
	}

	void start() {
		this.threads.newThread(this).start();
	}

	@Override
	public void run() {
		Exception failure = null;
		try {
			this.watch.add(this);
			int length = this.in.read(this.buffer);
			while (length >= 0) {
				this.reader.onBytes(this.buffer, 0, length, this);
				if (!runTask()) {
					return;
				}
				length = this.in.read(this.buffer);
			}
		}
		catch (IOException | RuntimeException ex) {
			failure = ex;
		}
		catch (Throwable ex) {
			// an error, too, or reading would stop silently
			failure = new IOException("the reader failed: " + ex, ex);
		}
		this.watch.remove(this);
		try {
			this.reader.onEnd(failure);
		}
		finally {
			Runnable left = this.task;
			if (left != null) {
				left.run();
			}
		}
	}

	/**
	 * Runs a task on this thread once everything read is handled, or on another one if
	 * this thread already has a task or a recent task took long. On the reading thread
	 * only.
	 */
	@Override
	public void execute(Runnable added) {
		if (this.task != null || isPenalized()) {
			this.others.execute(added);
		}
		else {
			this.task = added;
		}
	}

	private boolean isPenalized() {
		if (this.penalized && this.watch.clock().nanoTime() - this.penaltyEndNanos >= 0) {
			this.penalized = false;
		}
		return this.penalized;
	}

	// returns whether this is still the thread that reads
	private boolean runTask() {
		Runnable next = this.task;
		if (next == null) {
			return true;
		}
		this.task = null;
		long turn = this.turns.incrementAndGet();
		this.watch.turnBegun();
		// like a pool, so that no task sees an interruption meant for another
		Thread.interrupted();
		try {
			next.run();
		}
		catch (Throwable ex) {
			if (this.turns.compareAndSet(turn, turn + 1)) {
				throw ex;
			}
			return false;
		}
		finally {
			// and neither does what this thread does next
			Thread.interrupted();
		}
		return this.turns.compareAndSet(turn, turn + 1);
	}

	/**
	 * Checks whether the same task is under way as at the last check; if so, another
	 * thread continues reading. Called by the watch.
	 * @return whether there was a task since the last check
	 */
	boolean look() {
		long current = this.turns.get();
		boolean moved = current != this.seenTurns;
		boolean running = (current & 1) == 1;
		this.seenTurns = current;
		if (running && !moved) {
			penalize(current);
			if (this.turns.compareAndSet(current, current + 1)) {
				goOnElsewhere();
			}
		}
		return moved || running;
	}

	private void penalize(long current) {
		boolean exceptional = current - this.overtakenTurns >= MANY_TURNS || this.penaltyNanos == 0;
		this.penaltyNanos = exceptional ? FIRST_PENALTY_NANOS : Math.min(LONGEST_PENALTY_NANOS, 2 * this.penaltyNanos);
		this.overtakenTurns = current;
		this.penaltyEndNanos = this.watch.clock().nanoTime() + this.penaltyNanos;
		this.penalized = true;
	}

	private void goOnElsewhere() {
		try {
			Thread next = this.threads.newThread(this);
			next.setContextClassLoader(this.contextClassLoader);
			next.start();
		}
		catch (Throwable ex) {
			// no thread can be started, so reading would never continue
			this.watch.remove(this);
			this.reader.onEnd(new IOException("no thread can continue reading: " + ex, ex));
		}
	}

}
