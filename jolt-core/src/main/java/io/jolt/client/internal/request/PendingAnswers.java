package io.jolt.client.internal.request;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The requests that were handed to the socket and wait for their answers, in wire order,
 * which is the order of the answers. A request leaves only with its answer or with the
 * connection, whatever happens to its future.
 */
public final class PendingAnswers {

	// guarded by this
	private final ArrayDeque<Request<?>> queue = new ArrayDeque<>();

	// how many there are; written under this lock, read by any thread
	private volatile int size;

	// guarded by this
	private boolean closed;

	/**
	 * Adds requests that are about to be written.
	 * @param requests the requests in the order of the wire
	 * @return {@code false}, and none was added, if the connection has ended
	 */
	public synchronized boolean addAll(List<? extends Request<?>> requests) {
		if (this.closed) {
			return false;
		}
		for (Request<?> request : requests) {
			if (request.isAnswered()) {
				this.queue.add(request);
			}
		}
		this.size = this.queue.size();
		return true;
	}

	/**
	 * Takes the oldest.
	 * @return the request, or {@code null} if none waits
	 */
	public synchronized @Nullable Request<?> poll() {
		Request<?> oldest = this.queue.poll();
		this.size = this.queue.size();
		return oldest;
	}

	/**
	 * Takes the oldest.
	 * @param count how many at most
	 * @param polled receives them
	 */
	public synchronized void poll(int count, List<Request<?>> polled) {
		for (int i = Math.min(count, this.queue.size()); i > 0; i--) {
			polled.add(this.queue.remove());
		}
		this.size = this.queue.size();
	}

	/**
	 * Puts back what was polled, if its answer has not come yet.
	 * @param request the request
	 * @return {@code false} if the connection has ended
	 */
	public synchronized boolean putBack(Request<?> request) {
		if (!this.closed) {
			this.queue.addFirst(request);
			this.size = this.queue.size();
		}
		return !this.closed;
	}

	/**
	 * How many requests wait for their answers.
	 * @return the number
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Visits all.
	 * @param visitor is given each, the oldest first, under the lock
	 */
	public synchronized void forEach(Consumer<Request<?>> visitor) {
		this.queue.forEach(visitor);
	}

	/**
	 * Accepts no more, because the connection has ended.
	 * @return what waited, the oldest first
	 */
	public synchronized List<Request<?>> close() {
		this.closed = true;
		List<Request<?>> left = new ArrayList<>(this.queue);
		this.queue.clear();
		this.size = 0;
		return left;
	}

}
