package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.client.OverflowPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for Jolt. Those of {@link JoltMessagingProperties} belong to
 * the default connection; each named connection has its own.
 */
@ConfigurationProperties("jolt")
public class JoltProperties extends JoltMessagingProperties {

	/**
	 * Maximum time to wait at start-up for the broker's answers to the listeners'
	 * subscriptions. An application without listeners does not wait.
	 */
	private Duration startupTimeout = Duration.ofSeconds(5);

	private final Listener listener = new Listener();

	@NestedConfigurationProperty
	private final JoltEmbeddedProperties embedded = new JoltEmbeddedProperties();

	/**
	 * Additional connections by name. Each has the same properties as the default
	 * connection (url, addresses, host, port, username, password, ssl, connection-file,
	 * startup, template.default-topic and so on), and inherits nothing from it.
	 */
	private final Map<String, JoltMessagingProperties> connections = new LinkedHashMap<>();

	public Duration getStartupTimeout() {
		return this.startupTimeout;
	}

	public void setStartupTimeout(Duration startupTimeout) {
		this.startupTimeout = startupTimeout;
	}

	public Listener getListener() {
		return this.listener;
	}

	public JoltEmbeddedProperties getEmbedded() {
		return this.embedded;
	}

	public Map<String, JoltMessagingProperties> getConnections() {
		return this.connections;
	}

	/**
	 * Listener container settings.
	 */
	public static class Listener {

		/**
		 * Whether to start listeners automatically with the application.
		 */
		private boolean autoStartup = true;

		/**
		 * Phase in which all listeners start and stop. The higher it is, the later they
		 * start and the earlier they stop.
		 */
		private int phase = 2147483547;

		/**
		 * Group in which listeners share the messages: of all listeners of one group that
		 * match a message, in all applications, exactly one gets it. Without a group,
		 * each listener gets every message.
		 */
		private @Nullable String group;

		/**
		 * Maximum number of messages that a listener handles at the same time. Their
		 * order is kept only if it is 1.
		 */
		private int concurrency = 1;

		/**
		 * Maximum number of messages that wait for a listener.
		 */
		private int queueCapacity = 10000;

		/**
		 * Maximum size of the messages that wait for a listener.
		 */
		private DataSize queueSize = DataSize.ofMegabytes(8);

		/**
		 * What to do with a message if a listener's queue is full. With "block", the
		 * listener has a socket of its own, on which the broker holds the message back.
		 */
		private OverflowPolicy overflow = OverflowPolicy.BLOCK;

		/**
		 * Maximum time to wait at shutdown until a listener has handled the messages that
		 * wait for it.
		 */
		private Duration shutdownTimeout = Duration.ofSeconds(20);

		@NestedConfigurationProperty
		private final JoltRetryProperties retry = new JoltRetryProperties();

		@NestedConfigurationProperty
		private final JoltDeadLetterProperties deadLetter = new JoltDeadLetterProperties();

		public boolean isAutoStartup() {
			return this.autoStartup;
		}

		public void setAutoStartup(boolean autoStartup) {
			this.autoStartup = autoStartup;
		}

		public int getPhase() {
			return this.phase;
		}

		public void setPhase(int phase) {
			this.phase = phase;
		}

		public @Nullable String getGroup() {
			return this.group;
		}

		public void setGroup(@Nullable String group) {
			this.group = group;
		}

		public int getConcurrency() {
			return this.concurrency;
		}

		public void setConcurrency(int concurrency) {
			this.concurrency = concurrency;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

		public DataSize getQueueSize() {
			return this.queueSize;
		}

		public void setQueueSize(DataSize queueSize) {
			this.queueSize = queueSize;
		}

		public OverflowPolicy getOverflow() {
			return this.overflow;
		}

		public void setOverflow(OverflowPolicy overflow) {
			this.overflow = overflow;
		}

		public Duration getShutdownTimeout() {
			return this.shutdownTimeout;
		}

		public void setShutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
		}

		public JoltRetryProperties getRetry() {
			return this.retry;
		}

		public JoltDeadLetterProperties getDeadLetter() {
			return this.deadLetter;
		}

	}

}
