package io.jolt.client.internal.request;

/**
 * Sorts requests into those that are late and those that are not, and remembers the
 * earliest deadline among the latter.
 */
public final class Expiry {

	private final long nowNanos;

	private long nextNanos = Request.NEVER;

	/**
	 * Begins checking requests.
	 * @param nowNanos the time now
	 */
	public Expiry(long nowNanos) {
		this.nowNanos = nowNanos;
	}

	/**
	 * Checks a request.
	 * @param request the request
	 * @return whether its deadline has passed
	 */
	public boolean isLate(Request<?> request) {
		long deadline = request.deadlineNanos();
		if (deadline == Request.NEVER) {
			return false;
		}
		if (deadline - this.nowNanos <= 0) {
			return true;
		}
		if (this.nextNanos == Request.NEVER || deadline - this.nextNanos < 0) {
			this.nextNanos = deadline;
		}
		return false;
	}

	/**
	 * The earliest deadline of those that are not late.
	 * @return the moment, or {@link Request#NEVER}
	 */
	public long nextNanos() {
		return this.nextNanos;
	}

}
