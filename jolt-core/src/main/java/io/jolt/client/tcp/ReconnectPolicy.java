package io.jolt.client.tcp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: exponential back-off with full
 * jitter, so that many clients do not return at once. The count of failed attempts
 * restarts only after a connection that lasted at least the maximum delay. Immutable.
 *
 * @param initialDelay the upper bound of the first delay, positive
 * @param maxDelay the upper bound of every delay, at least the initial one
 * @param multiplier by how much the bound grows with each failed attempt, at least 1
 */
public record ReconnectPolicy(Duration initialDelay, Duration maxDelay, double multiplier) {

	/**
	 * From 1 second up to 30, doubling.
	 */
	public static final ReconnectPolicy DEFAULT = new ReconnectPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), 2);

	/**
	 * Creates a policy.
	 * @throws IllegalArgumentException if a bound is out of range
	 */
	public ReconnectPolicy {
		if (initialDelay.isNegative() || initialDelay.isZero()) {
			throw new IllegalArgumentException("The initial reconnect delay must be positive but is " + initialDelay);
		}
		if (maxDelay.compareTo(initialDelay) < 0) {
			throw new IllegalArgumentException("The maximum reconnect delay " + maxDelay
					+ " must not be shorter than the initial one " + initialDelay);
		}
		if (!(multiplier >= 1)) {
			throw new IllegalArgumentException("The reconnect multiplier must be at least 1 but is " + multiplier);
		}
	}

	/**
	 * The delay before an attempt.
	 * @param failedAttempts how many attempts have failed in a row, at least 1
	 * @param random where the jitter comes from
	 * @return a delay between zero and the bound for that attempt
	 */
	public Duration delay(int failedAttempts, RandomGenerator random) {
		double boundNanos = Math.min(
				(double) this.initialDelay.toNanos() * Math.pow(this.multiplier, failedAttempts - 1.0),
				(double) this.maxDelay.toNanos());
		return Duration.ofNanos(random.nextLong((long) boundNanos + 1));
	}

}
