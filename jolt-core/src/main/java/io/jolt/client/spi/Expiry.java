package io.jolt.client.spi;

/**
 * Sorts requests into those that are late and those that are not, and remembers the
 * earliest deadline among the latter.
 */
public final class Expiry {

	private final long nowNanos;

	private long nextNanos = Deadlines.NEVER;

	/**
	 * Begins checking requests.
	 * @param nowNanos the time now
	 */
	public Expiry(long nowNanos) {
		this.nowNanos = nowNanos;
	}

	/**
	 * Checks a request.
	 * @param deadline its deadline, or {@link Deadlines#NEVER}
	 * @return whether that has passed
	 */
	public boolean isLate(long deadline) {
		if (deadline == Deadlines.NEVER) {
			return false;
		}
		if (deadline - this.nowNanos <= 0) {
			return true;
		}
		if (this.nextNanos == Deadlines.NEVER || deadline - this.nextNanos < 0) {
			this.nextNanos = deadline;
		}
		return false;
	}

	/**
	 * Checks a request that may be late already a little before its deadline.
	 * @param deadline its deadline
	 * @param earlyNanos how long before that
	 * @return whether it is late
	 */
	public boolean isLate(long deadline, long earlyNanos) {
		return deadline - earlyNanos - this.nowNanos <= 0 || isLate(deadline);
	}

	/**
	 * The earliest deadline of those that are not late.
	 * @return the moment, or {@link Deadlines#NEVER}
	 */
	public long nextNanos() {
		return this.nextNanos;
	}

}
