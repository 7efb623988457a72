package io.jolt.broker.internal.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Shares the time of one event loop between its connections: a connection with slow
 * requests does not make the others wait for more than a turn. Owned by the event loop's
 * thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class Turns {

	/**
	 * Long enough that handing over costs little, and short enough to go unnoticed.
	 */
	static final long TURN_NANOS = 1_000_000;

	/**
	 * How much work is done between two looks at the clock: some microseconds of it.
	 */
	static final int WORK_BETWEEN_LOOKS = 32;

	private final EventLoop eventLoop;

	private final LongSupplier nanoTime;

	// those with more requests than fitted into their turn, the longest waiting first
	private final Queue<Runnable> waiting = new ArrayDeque<>();

	// whose turn it is; null between two turns
	private @Nullable Object holder;

	private long endNanos;

	// since the last look at the clock
	private int work;

	private boolean over;

	Turns(EventLoop eventLoop, LongSupplier nanoTime) {
		this.eventLoop = eventLoop;
		this.nanoTime = nanoTime;
	}

	/**
	 * Begins a holder's turn, unless it is theirs already.
	 * @param holder whose turn it is
	 */
	void begin(Object holder) {
		if (this.holder != holder) {
			this.holder = holder;
			this.endNanos = this.nanoTime.getAsLong() + TURN_NANOS;
			this.work = 0;
			this.over = false;
		}
	}

	void end() {
		this.holder = null;
	}

	/**
	 * Counts work.
	 * @param amount how much; 1 is about a small request, or a delivery
	 */
	void worked(int amount) {
		this.work += amount;
	}

	/**
	 * Whether the turn has lasted long enough.
	 * @return whether to carry out no more requests
	 */
	boolean isOver() {
		if (this.work >= WORK_BETWEEN_LOOKS) {
			this.work = 0;
			this.over = this.nanoTime.getAsLong() - this.endNanos >= 0;
		}
		return this.over;
	}

	/**
	 * Lets a holder continue in its next turn, after those already waiting.
	 * @param goOn runs then
	 */
	void await(Runnable goOn) {
		this.waiting.add(goOn);
		if (this.waiting.size() == 1) {
			schedule();
		}
	}

	// not execute(): tasks that are added while tasks run come before what the network
	// has brought, for up to a second. What is scheduled comes after it.
	private void schedule() {
		this.eventLoop.schedule(this::next, 0, TimeUnit.NANOSECONDS);
	}

	private void next() {
		Runnable goOn = this.waiting.remove();
		// one, and then the network again
		if (!this.waiting.isEmpty()) {
			schedule();
		}
		begin(goOn);
		try {
			goOn.run();
		}
		finally {
			end();
		}
	}

}
