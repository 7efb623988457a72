package io.jolt.boot.autoconfigure;

/**
 * What becomes of a message that a listener fails on for good.
 */
public class JoltDeadLetterProperties {

	/**
	 * Whether a message that a listener fails on, after all its attempts, is published to
	 * a dead-letter topic.
	 */
	private boolean enabled;

	/**
	 * What is appended to a topic's name to make that of its dead letters.
	 */
	private String suffix = ".dlt";

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getSuffix() {
		return this.suffix;
	}

	public void setSuffix(String suffix) {
		this.suffix = suffix;
	}

}
