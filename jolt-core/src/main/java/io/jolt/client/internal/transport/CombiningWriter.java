package io.jolt.client.internal.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Writes on its callers' threads and combines their lines: a caller that finds no write
 * under way writes all that waits; all others only append. So one write carries many
 * lines exactly when there are many, and a single line is not delayed. A caller writes
 * for others only a few times: if more waits then, a helper's thread continues until
 * nothing does. If many answers are due, a helper writes, and waits a moment for a write
 * to fill up. Virtual threads never write: interrupting one during a write would close
 * the socket.
 *
 * @param <T> what is written
 */
public final class CombiningWriter<T extends Outgoing> {

	/**
	 * The largest write, unless a line alone is longer; the rest takes several.
	 */
	static final int MAX_WRITE_BYTES = 64 * 1024;

	// so that a caller that is ahead of the writes does not allocate each time
	private static final int MAX_SPARES = 7;

	/**
	 * How many writes a caller makes in a row, its own included.
	 */
	static final int MAX_CALLER_WRITES = 4;

	/**
	 * After how many bytes a caller makes no further write.
	 */
	static final int MAX_CALLER_BYTES = 64 * 1024;

	// the wait must be too short to notice for a caller that waits for one answer
	private static final long LINGER_NANOS = 200_000;

	private final Sink<T> sink;

	private final Executor helpers;

	// guarded by this; all but the last are full
	private final ArrayDeque<Batch<T>> waiting = new ArrayDeque<>();

	// changed under this lock and only by the thread that writes, which may therefore
	// read it without
	private Batch<T> handedOver;

	// stands for no batch; never filled
	private final Batch<T> nothing = new Batch<>(0, true);

	// empty batches for reuse; guarded by this
	private final ArrayDeque<Batch<T>> spares = new ArrayDeque<>(MAX_SPARES);

	// a helper that has not written what waits, because more is to come; guarded by this
	private @Nullable Thread lingering;

	// whether a thread writes or lingers; guarded by this
	private boolean writing;

	// guarded by this
	private boolean closed;

	/**
	 * Creates a writer.
	 * @param sink where the bytes go
	 * @param helpers provides platform threads; if it refuses, the caller does the work
	 */
	public CombiningWriter(Sink<T> sink, Executor helpers) {
		this.sink = sink;
		this.helpers = helpers;
		this.handedOver = this.nothing;
	}

	/**
	 * Appends without writing; call {@link #flush()} afterwards.
	 * @param item what to write
	 * @return {@code false} if the writer is closed
	 */
	public synchronized boolean append(T item) {
		if (this.closed) {
			return false;
		}
		add(item, item.line(), 0, item.line().length);
		return true;
	}

	/**
	 * Appends, and writes if no thread does. Blocks while this thread writes and the peer
	 * does not read.
	 * @param item what to write
	 * @return {@code false} if the writer is closed
	 */
	public boolean write(T item) {
		return write(item, item.line(), 0, item.line().length, false);
	}

	/**
	 * Appends, and ensures that it is written. A single caller that sends line after line
	 * without waiting would write each separately: it is faster if another thread writes
	 * all it finds while this one appends.
	 * @param item what the line belongs to
	 * @param line holds the line, which is copied
	 * @param offset where it begins
	 * @param length how many bytes it has
	 * @param elsewhere whether a helper writes if no thread does; then this does not
	 * block
	 * @return {@code false} if the writer is closed
	 */
	public boolean write(T item, byte[] line, int offset, int length, boolean elsewhere) {
		boolean handsOver = elsewhere || VirtualThreads.isCurrent();
		synchronized (this) {
			if (this.closed) {
				return false;
			}
			add(item, line, offset, length);
			if (this.writing) {
				if (this.waiting.size() > 1 || !this.sink.isFlushToCome()) {
					wake();
				}
				return true;
			}
			this.writing = true;
			if (!handsOver) {
				takeBatch();
			}
		}
		if (handsOver) {
			handOver();
		}
		else {
			writeAsCaller();
		}
		return true;
	}

	// the lock is held; ends the helper's wait for more, if it waits
	private void wake() {
		Thread helper = this.lingering;
		if (helper != null) {
			this.lingering = null;
			LockSupport.unpark(helper);
		}
	}

	// the lock is held
	private void add(T item, byte[] line, int offset, int length) {
		Batch<T> last = this.waiting.peekLast();
		if (last == null || !last.hasRoom(length)) {
			Batch<T> spare = this.spares.poll();
			last = (spare != null) ? spare : new Batch<>(MAX_WRITE_BYTES, last != null);
			this.waiting.add(last);
		}
		last.add(item, line, offset, length);
	}

	/**
	 * Makes a helper write what waits if no thread does. Does not block.
	 */
	public void flushElsewhere() {
		synchronized (this) {
			if (this.closed || this.waiting.isEmpty()) {
				return;
			}
			if (this.writing) {
				wake();
				return;
			}
			this.writing = true;
		}
		handOver();
	}

	/**
	 * Writes what waits if no thread does. Blocks like {@link #write}.
	 */
	public void flush() {
		boolean elsewhere = VirtualThreads.isCurrent();
		synchronized (this) {
			if (this.closed || this.waiting.isEmpty()) {
				return;
			}
			if (this.writing) {
				wake();
				return;
			}
			this.writing = true;
			if (!elsewhere) {
				takeBatch();
			}
		}
		if (elsewhere) {
			handOver();
		}
		else {
			writeAsCaller();
		}
	}

	// hands over the role of the writing thread, which has taken nothing yet
	private void handOver() {
		try {
			this.helpers.execute(this::writeAsHelper);
		}
		catch (RejectedExecutionException | Error ex) {
			// closed, or no thread is available: but some thread must write
			writeAsHelper();
		}
	}

	private void writeAsHelper() {
		boolean lingered = false;
		while (true) {
			boolean taken;
			synchronized (this) {
				this.lingering = null;
				boolean more = this.waiting.size() <= 1 && !lingered && this.sink.isFlushToCome();
				if (this.closed || (this.waiting.isEmpty() && !more)) {
					this.writing = false;
					return;
				}
				taken = !more;
				if (taken) {
					takeBatch();
				}
				else {
					this.lingering = Thread.currentThread();
				}
			}
			if (taken) {
				writeTaken();
				recycle();
			}
			else {
				LockSupport.parkNanos(this, LINGER_NANOS);
			}
			lingered = !taken;
		}
	}

	// this thread is the one that writes, and has taken a batch
	private void writeAsCaller() {
		int writes = 0;
		long bytes = 0;
		do {
			bytes += writeTaken();
			writes++;
			if (writes == MAX_CALLER_WRITES || bytes >= MAX_CALLER_BYTES) {
				if (endBatch()) {
					handOver();
				}
				return;
			}
		}
		while (nextBatch());
	}

	// returns how many bytes it took
	private int writeTaken() {
		Batch<T> batch = this.handedOver;
		try {
			if (this.sink.begin(batch.items())) {
				this.sink.write(batch.bytes(), batch.size());
				this.sink.written(batch.items());
			}
		}
		catch (IOException | RuntimeException ex) {
			this.sink.failed(batch.items(), ex);
		}
		catch (Error ex) {
			// an error must not leave a writer that all others wait for, either
			this.sink.failed(batch.items(), new IOException("the write failed: " + ex, ex));
		}
		return batch.size();
	}

	private synchronized boolean nextBatch() {
		boolean more = endBatch();
		if (more) {
			takeBatch();
		}
		return more;
	}

	// returns whether there is more to write; otherwise this thread no longer writes
	private synchronized boolean endBatch() {
		recycle();
		this.writing = !this.closed && !this.waiting.isEmpty();
		return this.writing;
	}

	private synchronized void recycle() {
		if (this.handedOver.clear() && this.spares.size() < MAX_SPARES) {
			this.spares.add(this.handedOver);
		}
		this.handedOver = this.nothing;
	}

	// the lock is held
	private void takeBatch() {
		this.handedOver = this.waiting.remove();
	}

	/**
	 * Takes back what no thread has begun to write.
	 * @param condition what to take back
	 * @param removed receives it, under the lock
	 */
	public synchronized void removeWaiting(Predicate<T> condition, Consumer<T> removed) {
		this.waiting.forEach((batch) -> batch.removeIf(condition, removed));
		this.waiting.removeIf((batch) -> batch.items().isEmpty());
	}

	/**
	 * Visits what is being written.
	 * @param visitor receives it, under the lock
	 */
	public synchronized void forEachHandedOver(Consumer<T> visitor) {
		this.handedOver.items().forEach(visitor);
	}

	/**
	 * Accepts nothing more. A write under way is not awaited: close the socket.
	 * @return what no thread has begun to write
	 */
	public synchronized List<T> close() {
		this.closed = true;
		wake();
		List<T> left = new ArrayList<>();
		this.waiting.forEach((batch) -> left.addAll(batch.items()));
		this.waiting.clear();
		return left;
	}

	/**
	 * Where the bytes go. Called by one thread at a time, never under a lock.
	 *
	 * @param <T> what is written
	 */
	public interface Sink<T> {

		/**
		 * Whether {@link #flushElsewhere()} will probably be called soon. Data that fits
		 * into one write then waits for it briefly, because a few large writes cost much
		 * less than many small ones. Called under the writer's lock.
		 * @return {@code false} to write at once
		 */
		default boolean isFlushToCome() {
			return false;
		}

		/**
		 * A batch is about to be handed to the socket.
		 * @param batch what is in it, not to be kept
		 * @return {@code false} if it must not be written and its items were handled
		 */
		boolean begin(List<T> batch);

		/**
		 * Writes all bytes of a batch at once.
		 * @param bytes holds the bytes
		 * @param length how many there are, from the start
		 * @throws IOException if it fails
		 */
		void write(byte[] bytes, int length) throws IOException;

		/**
		 * The write has returned.
		 * @param batch what is in it, not to be kept
		 */
		void written(List<T> batch);

		/**
		 * The write has failed; part of its content may have arrived.
		 * @param batch what is in it, not to be kept
		 * @param cause why
		 */
		void failed(List<T> batch, Exception cause);

	}

}
