package io.jolt.boot.autoconfigure;

/**
 * Settings for messages on which a listener fails for good.
 */
public class JoltDeadLetterProperties {

	/**
	 * Whether to publish a message to a dead-letter topic after the listener's last
	 * failed attempt.
	 */
	private boolean enabled;

	/**
	 * Suffix that turns a topic's name into that of its dead-letter topic.
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
