package io.jolt.broker.internal.connection;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * How much memory all connections together may take: on the heap for unfinished lines and
 * subscriptions, outside it for what was read and what waits to be sent. If they take
 * more, the connection that holds most is cut off, then the next, until they do not: so
 * memory does not run out for the others.
 * <p>
 * On the heap it is counted here. Outside it the allocator knows, to the byte: a message
 * that waits for many subscribers is counted once, and what TLS needs is counted too. To
 * keep that cheap, it is asked only after every {@value #CHECK_INTERVAL_BYTES} bytes that
 * an event loop has queued.
 * <p>
 * Safe for use by several threads. Do not hold the lock of an outbound queue when calling
 * it: it takes the lock of the one that is cut off.
 */
final class MemoryBudget {

	/** How much an event loop queues between two checks of what is used. */
	static final int CHECK_INTERVAL_BYTES = 64 * 1024;

	// cutting off a connection that holds less would not help
	private static final long LEAST_BYTES = 32 * 1024;

	private final MemoryLimits limits;

	private final Collection<? extends Holder> holders;

	private final BrokerAllocator allocator;

	private final AtomicLong heapBytes = new AtomicLong();

	// of those who were cut off, until their event loops have given it back
	private final AtomicLong leavingDirectBytes = new AtomicLong();

	private final Object cuttingOff = new Object();

	// makes a budget (holders: all connections, of which some may be new or gone)
	MemoryBudget(MemoryLimits limits, Collection<? extends Holder> holders, BrokerAllocator allocator) {
		this.limits = limits;
		this.holders = holders;
		this.allocator = allocator;
		allocator.onShortage(this::cutOffForWantOfDirectMemory);
	}

	BrokerAllocator allocator() {
		return this.allocator;
	}

	MemoryLimits limits() {
		return this.limits;
	}

	long heapBytes() {
		return this.heapBytes.get();
	}

	long directBytes() {
		return Math.max(0, this.allocator.pinnedDirectMemory() - this.leavingDirectBytes.get());
	}

	// looks whether too much is used outside the heap
	void checkDirect() {
		if (directBytes() > this.limits.directBytes()) {
			synchronized (this.cuttingOff) {
				while (directBytes() > this.limits.directBytes() && cutOffDirect()) {
					// the next one
				}
			}
		}
	}

	private void checkHeap() {
		if (heapBytes() > this.limits.heapBytes()) {
			synchronized (this.cuttingOff) {
				while (heapBytes() > this.limits.heapBytes() && cutOffHeap()) {
					// the next one
				}
			}
		}
	}

	// the JVM has no more, though the limit is not reached: something else uses it.
	// Returns whether there is more now.
	private boolean cutOffForWantOfDirectMemory() {
		synchronized (this.cuttingOff) {
			return cutOffDirect();
		}
	}

	private boolean cutOffDirect() {
		Holder most = most(Holder::directBytes);
		if (most != null) {
			most.account()
				.cutOff("it holds most of the memory outside the heap, of which connections may take "
						+ this.limits.directBytes() + " bytes together: " + most.directBytes()
						+ " bytes wait to be sent to it");
		}
		return most != null;
	}

	private boolean cutOffHeap() {
		Holder most = most(Holder::heapBytes);
		if (most != null) {
			most.account()
				.cutOff("it holds most of the heap, of which connections may take " + this.limits.heapBytes()
						+ " bytes together: " + most.heapBytes()
						+ " bytes for its subscriptions and for a line that has not ended");
		}
		return most != null;
	}

	private @Nullable Holder most(ToLongFunction<Holder> bytes) {
		Holder most = null;
		long mostBytes = LEAST_BYTES;
		for (Holder holder : this.holders) {
			if (!holder.account().isCutOff()) {
				long held = bytes.applyAsLong(holder);
				if (held > mostBytes) {
					most = holder;
					mostBytes = held;
				}
			}
		}
		return most;
	}

	/**
	 * A holder of the broker's memory. Safe for use by several threads.
	 */
	interface Holder {

		Account account();

		/**
		 * What it holds of the heap.
		 * @return the number of bytes
		 */
		default long heapBytes() {
			return account().heapBytes();
		}

		/**
		 * What it holds outside the heap, or keeps from being given back.
		 * @return the number of bytes
		 */
		long directBytes();

		/**
		 * Forgets what waits to be sent to it, now, and closes it, soon.
		 * @param reason for the log
		 */
		void cutOff(String reason);

	}

	/**
	 * What one connection has of the budget. Safe for use by several threads.
	 */
	static final class Account {

		private final MemoryBudget budget;

		private final Holder holder;

		// guarded by this
		private long heapBytes;

		// guarded by this; what it will give back when it is closed
		private long leavingDirectBytes;

		// guarded by this; the heap that it has is no longer counted
		private boolean closed;

		// guarded by this; nothing is left to give back
		private boolean gone;

		// written once, under the budget's cuttingOff
		private volatile boolean cutOff;

		Account(MemoryBudget budget, Holder holder) {
			this.budget = budget;
			this.holder = holder;
		}

		boolean isCutOff() {
			return this.cutOff;
		}

		synchronized long heapBytes() {
			return this.heapBytes;
		}

		// changes how much heap it holds, which may cut off this or another connection
		void addHeap(long bytes) {
			synchronized (this) {
				if (this.closed) {
					return;
				}
				this.heapBytes += bytes;
				this.budget.heapBytes.addAndGet(bytes);
			}
			if (bytes > 0) {
				this.budget.checkHeap();
			}
		}

		// what it holds counts as given back at once, so that others are not cut off
		// before it is
		private void cutOff(String reason) {
			this.cutOff = true;
			closeHeap();
			this.holder.cutOff(reason);
			long directBytes = this.holder.directBytes();
			synchronized (this) {
				if (!this.gone) {
					this.leavingDirectBytes = directBytes;
					this.budget.leavingDirectBytes.addAndGet(directBytes);
				}
			}
		}

		// the connection is closed and has given everything back
		void close() {
			closeHeap();
			synchronized (this) {
				this.gone = true;
				this.budget.leavingDirectBytes.addAndGet(-this.leavingDirectBytes);
				this.leavingDirectBytes = 0;
			}
		}

		private synchronized void closeHeap() {
			if (!this.closed) {
				this.closed = true;
				this.budget.heapBytes.addAndGet(-this.heapBytes);
			}
		}

	}

}
