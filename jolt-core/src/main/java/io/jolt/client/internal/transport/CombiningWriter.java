package io.jolt.client.internal.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes on its callers' threads and combines: whoever finds no write under way writes
 * all that waits; everyone else only appends. So one write carries many lines exactly
 * when there are many, and a single line is not delayed. A caller writes for others only
 * a few times: if more waits then, a helper's thread goes on until nothing does. Virtual
 * threads never write: to interrupt one in its write would close the socket.
 *
 * @param <T> what is written
 */
public final class CombiningWriter<T extends Outgoing> {

	/**
	 * The largest write; what is longer takes several. The JDK's sockets do not pass on
	 * more than half of it at once.
	 */
	static final int MAX_WRITE_BYTES = 256 * 1024;

	/**
	 * How many writes a caller makes in a row, its own included.
	 */
	static final int MAX_CALLER_WRITES = 4;

	/**
	 * After how many bytes a caller makes no further write.
	 */
	static final int MAX_CALLER_BYTES = 64 * 1024;

	private static final int INITIAL_STAGING_BYTES = 4 * 1024;

	private final Sink<T> sink;

	private final Executor helpers;

	// guarded by this
	private final ArrayDeque<T> waiting = new ArrayDeque<>();

	// changed under this lock and only by the thread that writes, which may therefore
	// read it without
	private final List<T> handedOver = new ArrayList<>();

	// whether a thread writes; guarded by this
	private boolean writing;

	// guarded by this
	private boolean closed;

	// owned by the thread that writes
	private byte[] staging = new byte[INITIAL_STAGING_BYTES];

	/**
	 * Creates a writer.
	 * @param sink where the bytes go
	 * @param helpers lends platform threads; where it refuses, the caller does the work
	 */
	public CombiningWriter(Sink<T> sink, Executor helpers) {
		this.sink = sink;
		this.helpers = helpers;
	}

	/**
	 * Appends without writing: {@link #flush()} has to follow.
	 * @param item what to write
	 * @return {@code false} if the writer is closed
	 */
	public synchronized boolean append(T item) {
		if (this.closed) {
			return false;
		}
		this.waiting.add(item);
		return true;
	}

	/**
	 * Appends, and writes if nobody does. Blocks while this thread writes and the peer
	 * does not read.
	 * @param item what to write
	 * @return {@code false} if the writer is closed
	 */
	public boolean write(T item) {
		if (VirtualThreads.isCurrent()) {
			return writeElsewhere(item);
		}
		synchronized (this) {
			if (this.closed) {
				return false;
			}
			this.waiting.add(item);
			if (this.writing) {
				return true;
			}
			this.writing = true;
			takeBatch();
		}
		writeAsCaller();
		return true;
	}

	/**
	 * Appends, and lets a helper write if nobody does. A single caller that sends one
	 * line after the other without waiting would otherwise write each by itself: so it
	 * goes on to append while the other thread writes all it finds. Does not block.
	 * @param item what to write
	 * @return {@code false} if the writer is closed
	 */
	public boolean writeElsewhere(T item) {
		synchronized (this) {
			if (this.closed) {
				return false;
			}
			this.waiting.add(item);
			if (this.writing) {
				return true;
			}
			this.writing = true;
		}
		handOver();
		return true;
	}

	/**
	 * Writes what waits if nobody does. Blocks as {@link #write} does.
	 */
	public void flush() {
		boolean elsewhere = VirtualThreads.isCurrent();
		synchronized (this) {
			if (this.writing || this.closed || this.waiting.isEmpty()) {
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

	// passes on that this thread is the one that writes, and has taken nothing yet
	private void handOver() {
		try {
			this.helpers.execute(this::writeAsHelper);
		}
		catch (RejectedExecutionException | Error ex) {
			// closed, or there is no thread to be had: but somebody has to
			writeAsHelper();
		}
	}

	private void writeAsHelper() {
		while (nextBatch()) {
			writeTaken();
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
		int length = 0;
		for (T item : this.handedOver) {
			length += item.line().length;
		}
		try {
			if (this.sink.begin(this.handedOver)) {
				writeBatch(length);
				this.sink.written(this.handedOver);
			}
		}
		catch (IOException | RuntimeException ex) {
			this.sink.failed(this.handedOver, ex);
		}
		catch (Error ex) {
			// this, too, must not leave a writer behind for which everybody waits
			this.sink.failed(this.handedOver, new IOException("the write failed: " + ex, ex));
		}
		return length;
	}

	private void writeBatch(int length) throws IOException {
		if (this.handedOver.size() == 1) {
			this.sink.write(this.handedOver.get(0).line(), length);
			return;
		}
		if (this.staging.length < length) {
			this.staging = new byte[Math.min(MAX_WRITE_BYTES, Math.max(length, 2 * this.staging.length))];
		}
		int position = 0;
		for (T item : this.handedOver) {
			byte[] line = item.line();
			System.arraycopy(line, 0, this.staging, position, line.length);
			position += line.length;
		}
		this.sink.write(this.staging, position);
	}

	private synchronized boolean nextBatch() {
		boolean more = endBatch();
		if (more) {
			takeBatch();
		}
		return more;
	}

	// returns whether there is more to write; otherwise this thread writes no longer
	private synchronized boolean endBatch() {
		this.handedOver.clear();
		this.writing = !this.closed && !this.waiting.isEmpty();
		return this.writing;
	}

	// the lock is held
	private void takeBatch() {
		int length = 0;
		T next = this.waiting.peek();
		while (next != null && (length == 0 || length + next.line().length <= MAX_WRITE_BYTES)) {
			length += next.line().length;
			this.handedOver.add(next);
			this.waiting.poll();
			next = this.waiting.peek();
		}
	}

	/**
	 * Takes back what nobody has begun to write.
	 * @param condition what to take back
	 * @param removed receives it, under the lock
	 */
	public synchronized void removeWaiting(Predicate<T> condition, Consumer<T> removed) {
		this.waiting.removeIf((item) -> {
			boolean matches = condition.test(item);
			if (matches) {
				removed.accept(item);
			}
			return matches;
		});
	}

	/**
	 * Visits what is being written.
	 * @param visitor receives it, under the lock
	 */
	public synchronized void forEachHandedOver(Consumer<T> visitor) {
		this.handedOver.forEach(visitor);
	}

	/**
	 * Accepts nothing more. A write under way is not awaited: close the socket.
	 * @return what nobody has begun to write
	 */
	public synchronized List<T> close() {
		this.closed = true;
		List<T> left = new ArrayList<>(this.waiting);
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
		 * A batch is about to be handed to the socket.
		 * @param batch what is in it, not to be kept
		 * @return {@code false} if it must not be written, and its items were dealt with
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
		 * The write has failed; what it carried may have arrived in part.
		 * @param batch what is in it, not to be kept
		 * @param cause why
		 */
		void failed(List<T> batch, Exception cause);

	}

}
