package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import org.jspecify.annotations.Nullable;

/**
 * Settings of messaging over one connection: its client, what start-up does if its broker
 * is away, and its template.
 */
public class JoltMessagingProperties extends JoltClientProperties {

	/**
	 * What to do when no broker can be reached at start-up, or when it refuses a
	 * listener's subscription or has no room for a listener's own connection: keep going,
	 * or let start-up fail.
	 */
	private StartupMode startup = StartupMode.RETRY;

	/**
	 * Transport of the connection: "jolt", or the name of one that a JoltClientFactory
	 * bean adds.
	 */
	private String transport = "jolt";

	private final Template template = new Template();

	public StartupMode getStartup() {
		return this.startup;
	}

	public void setStartup(StartupMode startup) {
		this.startup = startup;
	}

	public String getTransport() {
		return this.transport;
	}

	public void setTransport(String transport) {
		this.transport = transport;
	}

	public Template getTemplate() {
		return this.template;
	}

	/**
	 * Settings of the template.
	 */
	public static class Template {

		/**
		 * Topic of messages that are sent without one.
		 */
		private @Nullable String defaultTopic;

		public @Nullable String getDefaultTopic() {
			return this.defaultTopic;
		}

		public void setDefaultTopic(@Nullable String defaultTopic) {
			this.defaultTopic = defaultTopic;
		}

	}

}
