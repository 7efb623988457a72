package io.jolt.broker.internal.connection;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits how many lines a log gets per period, so that outsiders cannot fill it. Safe for
 * use by several threads.
 */
final class LogLimit {

	private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final int linesPerWindow;

	private final LongSupplier nanoTime;

	// guarded by this
	private long windowStartNanos;

	// guarded by this
	private int lines;

	// guarded by this
	private int suppressed;

	LogLimit(int linesPerWindow, LongSupplier nanoTime) {
		this.linesPerWindow = linesPerWindow;
		this.nanoTime = nanoTime;
		this.windowStartNanos = nanoTime.getAsLong();
	}

	// how many lines were left out before this one, or -1 to leave this one out too
	synchronized int admit() {
		long now = this.nanoTime.getAsLong();
		int before = 0;
		if (now - this.windowStartNanos >= WINDOW_NANOS) {
			before = this.suppressed;
			this.windowStartNanos = now;
			this.lines = 0;
			this.suppressed = 0;
		}
		if (this.lines == this.linesPerWindow) {
			this.suppressed++;
			return -1;
		}
		this.lines++;
		return before;
	}

}
