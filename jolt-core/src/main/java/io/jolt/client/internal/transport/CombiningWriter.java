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
 * all that waits, until nothing does; everyone else only appends. So one write carries
 * many lines exactly when there are many, and a single line is not delayed.
 *
 * @param <T> what is written
 */
public final class CombiningWriter<T extends Outgoing> {

	/**
	 * The largest write; what is longer takes several. The JDK's sockets do not pass on
	 * more than half of it at once.
	 */
	static final int MAX_WRITE_BYTES = 256 * 1024;

	private static final int INITIAL_STAGING_BYTES = 4 * 1024;

	private final Sink<T> sink;

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
	 */
	public CombiningWriter(Sink<T> sink) {
		this.sink = sink;
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
		writeAll();
		return true;
	}

	/**
	 * Appends, and lets another thread write if nobody does. A single caller that sends
	 * one line after the other without waiting would otherwise write each by itself: so
	 * it goes on to append while the other thread writes all it finds. Blocks only if the
	 * executor refuses.
	 * @param item what to write
	 * @param executor lends the thread
	 * @return {@code false} if the writer is closed
	 */
	public boolean write(T item, Executor executor) {
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
		try {
			executor.execute(this::writeAppended);
		}
		catch (RejectedExecutionException ex) {
			writeAppended();
		}
		return true;
	}

	// this thread is the one that writes, and has taken nothing yet
	private void writeAppended() {
		if (nextBatch()) {
			writeAll();
		}
	}

	/**
	 * Writes what waits if nobody does.
	 */
	public void flush() {
		synchronized (this) {
			if (this.writing || this.closed || this.waiting.isEmpty()) {
				return;
			}
			this.writing = true;
			takeBatch();
		}
		writeAll();
	}

	private void writeAll() {
		do {
			try {
				if (this.sink.begin(this.handedOver)) {
					writeBatch();
					this.sink.written(this.handedOver);
				}
			}
			catch (IOException | RuntimeException ex) {
				this.sink.failed(this.handedOver, ex);
			}
		}
		while (nextBatch());
	}

	private void writeBatch() throws IOException {
		int length = 0;
		for (T item : this.handedOver) {
			length += item.line().length;
		}
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
		this.handedOver.clear();
		if (this.closed || this.waiting.isEmpty()) {
			this.writing = false;
			return false;
		}
		takeBatch();
		return true;
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
