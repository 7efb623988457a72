package io.jolt.broker.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which outbound queues an event loop has put something into, and has each
 * flushed once when the batch that was read is done. Those of other loops are handed to
 * them, all in one task.
 */
final class Flusher {

	private final EventLoop eventLoop;

	private final MemoryBudget memory;

	// owned by the event loop; what was queued since memory was looked at
	private int queuedBytes;

	// owned by the event loop
	private final List<OutboundQueue> touched = new ArrayList<>();

	// filled by other loops
	private final Queue<OutboundQueue> handedOver = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean taskScheduled = new AtomicBoolean();

	private final Runnable flushHandedOver = this::flushHandedOver;

	Flusher(EventLoop eventLoop, MemoryBudget memory) {
		this.eventLoop = eventLoop;
		this.memory = memory;
	}

	EventLoop eventLoop() {
		return this.eventLoop;
	}

	// notes that a queue needs a flush. On this event loop only.
	void touched(OutboundQueue queue) {
		this.touched.add(queue);
	}

	// notes that a queue has taken so much memory more. On this event loop only, and not
	// under the lock of a queue.
	void queued(int bytes) {
		this.queuedBytes += bytes;
		if (this.queuedBytes >= MemoryBudget.CHECK_INTERVAL_BYTES) {
			this.queuedBytes = 0;
			this.memory.checkDirect();
		}
	}

	/**
	 * Flushes all that was touched. On this event loop only, at the end of everything
	 * that may touch queues.
	 */
	void flush() {
		// a flush may touch queues again
		for (int from = 0; from < this.touched.size();) {
			int to = this.touched.size();
			handOver(from, to);
			for (int i = from; i < to; i++) {
				OutboundQueue queue = this.touched.get(i);
				if (queue.flusher() == this) {
					queue.flush();
				}
			}
			from = to;
		}
		this.touched.clear();
	}

	// before this loop writes, so that the others write at the same time; each is woken
	// once, however many of its queues were touched
	private void handOver(int from, int to) {
		for (int i = from; i < to; i++) {
			OutboundQueue queue = this.touched.get(i);
			if (queue.flusher() != this) {
				queue.flusher().handedOver.add(queue);
			}
		}
		for (int i = from; i < to; i++) {
			Flusher other = this.touched.get(i).flusher();
			if (other != this) {
				other.wakeUp();
			}
		}
	}

	private void wakeUp() {
		if (this.taskScheduled.compareAndSet(false, true)) {
			try {
				this.eventLoop.execute(this.flushHandedOver);
			}
			catch (RejectedExecutionException ex) {
				// the broker has stopped: there is nothing left to flush
				this.handedOver.clear();
			}
		}
	}

	private void flushHandedOver() {
		this.taskScheduled.set(false);
		@Nullable OutboundQueue queue;
		while ((queue = this.handedOver.poll()) != null) {
			queue.flush();
		}
		flush();
	}

}
