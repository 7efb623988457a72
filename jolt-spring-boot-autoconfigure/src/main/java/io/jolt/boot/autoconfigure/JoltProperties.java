package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.client.OverflowPolicy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Settings of an application's messaging with Jolt. Those of
 * {@link JoltMessagingProperties} belong to the default connection; each of the named
 * connections has its own.
 */
@ConfigurationProperties("jolt")
public class JoltProperties extends JoltMessagingProperties {

	/**
	 * How long start-up waits for the broker's answers to the subscriptions of the
	 * listeners. An application without listeners does not wait.
	 */
	private Duration startupTimeout = Duration.ofSeconds(5);

	private final Listener listener = new Listener();

	@NestedConfigurationProperty
	private final JoltEmbeddedProperties embedded = new JoltEmbeddedProperties();

	/**
	 * Further connections by name. Each takes what the default connection takes (url,
	 * addresses, host, port, username, password, ssl, connection-file, startup,
	 * template.default-topic and so on), and inherits nothing from it.
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
	 * Settings of listener containers.
	 */
	public static class Listener {

		/**
		 * Whether listeners start with the application.
		 */
		private boolean autoStartup = true;

		/**
		 * Phase in which all listeners start and stop. The higher it is, the later they
		 * start and the sooner they stop.
		 */
		private int phase = 2147483547;

		/**
		 * Number of messages that a listener may handle at the same time. With more than
		 * one, their order is not kept.
		 */
		private int concurrency = 1;

		/**
		 * Number of messages that may wait for a listener.
		 */
		private int queueCapacity = 10000;

		/**
		 * Size of the messages that may wait for a listener.
		 */
		private DataSize queueSize = DataSize.ofMegabytes(8);

		/**
		 * What happens to a message when a listener's queue is full. With "block" the
		 * broker holds it back, on a connection of the listener's own.
		 */
		private OverflowPolicy overflow = OverflowPolicy.BLOCK;

		/**
		 * How long a listener may take at shutdown to handle the messages that wait for
		 * it.
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
