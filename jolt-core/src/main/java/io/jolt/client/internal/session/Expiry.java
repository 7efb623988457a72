package io.jolt.client.internal.session;

/**
 * Sorts requests into those that are late and those that are not, and remembers the
 * earliest deadline among the latter.
 */
final class Expiry {

	private final long nowNanos;

	private long nextNanos = Request.NEVER;

	Expiry(long nowNanos) {
		this.nowNanos = nowNanos;
	}

	boolean isLate(Request<?> request) {
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

	long nextNanos() {
		return this.nextNanos;
	}

}
