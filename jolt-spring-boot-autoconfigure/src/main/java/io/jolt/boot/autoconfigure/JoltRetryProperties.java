package io.jolt.boot.autoconfigure;

import java.time.Duration;

/**
 * How often a listener is called again for a message that it fails on, and when.
 */
public class JoltRetryProperties {

	/**
	 * Whether a listener is called again for a message that it fails on. The message
	 * after it waits meanwhile.
	 */
	private boolean enabled;

	/**
	 * Number of times that a listener is called for a message, the first one included.
	 */
	private int maxAttempts = 3;

	/**
	 * How long to wait before the second attempt.
	 */
	private Duration initialInterval = Duration.ofSeconds(1);

	/**
	 * Factor by which the wait grows with each further attempt.
	 */
	private double multiplier = 2;

	/**
	 * Longest wait between two attempts.
	 */
	private Duration maxInterval = Duration.ofSeconds(10);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public Duration getInitialInterval() {
		return this.initialInterval;
	}

	public void setInitialInterval(Duration initialInterval) {
		this.initialInterval = initialInterval;
	}

	public double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(double multiplier) {
		this.multiplier = multiplier;
	}

	public Duration getMaxInterval() {
		return this.maxInterval;
	}

	public void setMaxInterval(Duration maxInterval) {
		this.maxInterval = maxInterval;
	}

}
