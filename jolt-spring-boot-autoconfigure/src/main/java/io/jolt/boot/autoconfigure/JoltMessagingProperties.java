package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import org.jspecify.annotations.Nullable;

/**
 * Settings of messaging over one connection: its client, its start-up, and its template.
 */
public class JoltMessagingProperties extends JoltClientProperties {

	/**
	 * What to do at start-up if no broker can be reached, or if the broker refuses a
	 * listener's subscription or has no room for a listener's own socket: keep trying, or
	 * fail.
	 */
	private StartupMode startup = StartupMode.RETRY;

	/**
	 * Name of the connection's transport: "jolt", or one that a JoltClientFactory bean
	 * adds.
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
	 * Template settings.
	 */
	public static class Template {

		/**
		 * Default topic of messages that are sent without one.
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
