package io.jolt.client.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Fails requests that are past their deadline. One timer is set for the earliest
 * deadline; when it fires, all waiting requests are checked. With requests alone this
 * happens once per request time-out, and never while idle; open calls, whose peers must
 * hear from them, keep it going.
 */
public final class Deadlines {

	/**
	 * The deadline of what has none.
	 */
	public static final long NEVER = Long.MAX_VALUE;

	private static final long MAX_TIMEOUT_NANOS = Duration.ofDays(365).toNanos();

	private final NanoClock clock;

	private final Scheduler scheduler;

	private final List<Holder> holders = new CopyOnWriteArrayList<>();

	// whether a timer is set; guarded by this, read by any thread
	private volatile boolean armed;

	// when it fires, if one is set; as armed
	private volatile long armedForNanos;

	// guarded by this
	private Scheduler.@Nullable Cancellable timer;

	/**
	 * Creates a watch without requests.
	 * @param clock the deadlines' clock
	 * @param scheduler sets the timer
	 */
	public Deadlines(NanoClock clock, Scheduler scheduler) {
		this.clock = clock;
		this.scheduler = scheduler;
	}

	/**
	 * When something is late that began at some time.
	 * @param nowNanos that time
	 * @param timeout how long it may take; more than a year counts as a year
	 * @return its deadline
	 */
	public static long after(long nowNanos, Duration timeout) {
		// later ones cannot be compared with other times
		return nowNanos + Math.min(TimeUnit.NANOSECONDS.convert(timeout), MAX_TIMEOUT_NANOS);
	}

	/**
	 * Adds a holder of requests.
	 * @param holder the holder
	 */
	public void add(Holder holder) {
		this.holders.add(holder);
	}

	/**
	 * Removes a holder.
	 * @param holder the holder
	 */
	public void remove(Holder holder) {
		this.holders.remove(holder);
	}

	/**
	 * Watches a request. Call it once a holder has the request: if the timer fires
	 * earlier, it misses it.
	 * @param deadlineNanos its deadline
	 */
	public void watch(long deadlineNanos) {
		if (!this.armed || deadlineNanos - this.armedForNanos < 0) {
			arm(deadlineNanos);
		}
	}

	private synchronized void arm(long deadlineNanos) {
		if (this.armed && deadlineNanos - this.armedForNanos >= 0) {
			return;
		}
		if (this.timer != null) {
			this.timer.cancel();
		}
		this.armedForNanos = deadlineNanos;
		this.armed = true;
		this.timer = this.scheduler.schedule(this::fire, deadlineNanos - this.clock.nanoTime());
	}

	private void fire() {
		synchronized (this) {
			// what is added from here on sets the timer again; what was added before is
			// seen below
			this.armed = false;
			this.timer = null;
		}
		long now = this.clock.nanoTime();
		for (Holder holder : this.holders) {
			long next = holder.expire(now);
			if (next != NEVER) {
				watch(next);
			}
		}
	}

	/**
	 * Something that holds requests.
	 */
	public interface Holder {

		/**
		 * Fails what is late.
		 * @param nowNanos the time now
		 * @return the earliest deadline of what is left, or {@link #NEVER}
		 */
		long expire(long nowNanos);

	}

}
