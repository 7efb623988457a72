package io.jolt.boot.autoconfigure;

import java.time.Duration;

/**
 * Settings for further attempts after a listener fails on a message.
 */
public class JoltRetryProperties {

	/**
	 * Whether to call a listener again if it fails on a message. The next message waits
	 * meanwhile.
	 */
	private boolean enabled;

	/**
	 * Maximum number of attempts for a message, including the first one.
	 */
	private int maxAttempts = 3;

	/**
	 * Time to wait before the second attempt.
	 */
	private Duration initialInterval = Duration.ofSeconds(1);

	/**
	 * Multiplier of the wait for each further attempt.
	 */
	private double multiplier = 2;

	/**
	 * Maximum time to wait between two attempts.
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
