package io.jolt.client.internal.session;

import java.time.Duration;

import io.jolt.client.internal.transport.NanoClock;
import io.jolt.client.internal.transport.Scheduler;

/**
 * Notices a write that is stuck, with one timer however many writes there are: it is set
 * by the first write and looks, when it fires, at the one under way then.
 */
final class WriteWatchdog {

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

	WriteWatchdog(NanoClock clock, Scheduler scheduler, Duration timeout, Runnable stuck) {
		this.clock = clock;
		this.scheduler = scheduler;
		this.timeoutNanos = timeout.toNanos();
		this.stuck = stuck;
	}

	void begin(long nowNanos) {
		this.begunNanos = nowNanos;
		if (!this.armed) {
			this.armed = true;
			this.scheduler.schedule(this::check, this.timeoutNanos);
		}
	}

	void end() {
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
