package io.jolt.client.internal.link;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.jolt.client.spi.NanoClock;
import io.jolt.client.spi.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Detects a dead peer: it pings after an interval in which nothing was received, even
 * while this side writes, and gives up when the maximum number of outstanding pings is
 * unanswered. That is at most interval × (outstanding + 1) after the last sign of life.
 */
final class Heartbeat {

	private final NanoClock clock;

	private final Scheduler scheduler;

	private final long intervalNanos;

	private final int maxOutstanding;

	// whether the reader has deliberately stopped reading, so that silence means nothing
	private final BooleanSupplier paused;

	private final Runnable ping;

	private final Runnable dead;

	// written by the reader and while paused, read by the scheduler's thread
	private volatile long lastSignNanos;

	// the sign of life at which pings were last counted; owned by the scheduler's thread
	private long countedSignNanos;

	// how many pings were sent since; owned by the scheduler's thread
	private int outstanding;

	// guarded by this
	private Scheduler.@Nullable Cancellable timer;

	// guarded by this
	private boolean stopped;

	Heartbeat(NanoClock clock, Scheduler scheduler, Duration interval, int maxOutstanding, BooleanSupplier paused,
			Runnable ping, Runnable dead) {
		this.clock = clock;
		this.scheduler = scheduler;
		this.intervalNanos = interval.toNanos();
		this.maxOutstanding = maxOutstanding;
		this.paused = paused;
		this.ping = ping;
		this.dead = dead;
	}

	void start() {
		if (this.intervalNanos > 0) {
			this.lastSignNanos = this.clock.nanoTime();
			this.countedSignNanos = this.lastSignNanos;
			schedule(this.intervalNanos);
		}
	}

	synchronized void stop() {
		this.stopped = true;
		if (this.timer != null) {
			this.timer.cancel();
		}
	}

	void signOfLife(long nowNanos) {
		this.lastSignNanos = nowNanos;
	}

	private synchronized void schedule(long delayNanos) {
		if (!this.stopped) {
			this.timer = this.scheduler.schedule(this::check, delayNanos);
		}
	}

	private void check() {
		long now = this.clock.nanoTime();
		if (this.paused.getAsBoolean()) {
			this.lastSignNanos = now;
		}
		long sign = this.lastSignNanos;
		if (sign != this.countedSignNanos) {
			this.countedSignNanos = sign;
			this.outstanding = 0;
		}
		long due = sign + (this.outstanding + 1) * this.intervalNanos;
		if (due - now > 0) {
			schedule(due - now);
		}
		else if (this.outstanding == this.maxOutstanding) {
			this.dead.run();
		}
		else {
			this.outstanding++;
			schedule(this.intervalNanos);
			this.ping.run();
		}
	}

}
