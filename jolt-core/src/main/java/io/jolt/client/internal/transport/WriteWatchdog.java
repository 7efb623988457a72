package io.jolt.client.internal.transport;

import java.time.Duration;

import io.jolt.client.spi.NanoClock;
import io.jolt.client.spi.Scheduler;

/**
 * Detects a stuck write, with one timer for any number of writes: the first write sets
 * it; when it fires, it checks the write under way then.
 */
public final class WriteWatchdog {

	private static final long NO_WRITE = Long.MIN_VALUE;

	private final NanoClock clock;

	private final Scheduler scheduler;

	private final long timeoutNanos;

	private final Runnable stuck;

	// when the write under way began; written by the thread that writes, read by the
	// scheduler's
	private volatile long begunNanos = NO_WRITE;

	// whether the timer is set; set by the thread that writes, cleared by the scheduler's
	private volatile boolean armed;

	/**
	 * Creates a watchdog.
	 * @param clock tells the time
	 * @param scheduler lends the timer
	 * @param timeout how long a write may take
	 * @param stuck runs on the scheduler's thread when one takes longer
	 */
	public WriteWatchdog(NanoClock clock, Scheduler scheduler, Duration timeout, Runnable stuck) {
		this.clock = clock;
		this.scheduler = scheduler;
		this.timeoutNanos = timeout.toNanos();
		this.stuck = stuck;
	}

	/**
	 * A write begins.
	 * @param nowNanos the time
	 */
	public void begin(long nowNanos) {
		this.begunNanos = nowNanos;
		if (!this.armed) {
			this.armed = true;
			this.scheduler.schedule(this::check, this.timeoutNanos);
		}
	}

	/**
	 * The write has ended.
	 */
	public void end() {
		this.begunNanos = NO_WRITE;
	}

	private void check() {
		// before the look, so that a write that begins after it sets the timer itself
		this.armed = false;
		long begun = this.begunNanos;
		if (begun == NO_WRITE) {
			return;
		}
		long left = begun + this.timeoutNanos - this.clock.nanoTime();
		if (left <= 0) {
			this.stuck.run();
		}
		else if (!this.armed) {
			this.armed = true;
			this.scheduler.schedule(this::check, left);
		}
	}

}
