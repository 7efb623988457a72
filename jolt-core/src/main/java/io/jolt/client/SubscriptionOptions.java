package io.jolt.client;

import java.util.Objects;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * What to subscribe to, and how deliveries wait for the listener. Immutable.
 */
public final class SubscriptionOptions {

	/**
	 * How many messages may wait unless told otherwise.
	 */
	public static final int DEFAULT_QUEUE_CAPACITY = 10_000;

	/**
	 * How many bytes of messages may wait unless told otherwise: 8 MiB.
	 */
	public static final long DEFAULT_QUEUE_SIZE_BYTES = 8L * 1024 * 1024;

	private final String topic;

	private final boolean pattern;

	private final OverflowPolicy overflow;

	private final int queueCapacity;

	private final long queueSizeBytes;

	private final @Nullable Executor executor;

	private SubscriptionOptions(Builder builder) {
		this.topic = builder.topic;
		this.pattern = builder.pattern;
		this.overflow = builder.overflow;
		this.queueCapacity = builder.queueCapacity;
		this.queueSizeBytes = builder.queueSizeBytes;
		this.executor = builder.executor;
	}

	/**
	 * Starts with a literal topic.
	 * @param topic the topic
	 * @return a builder
	 */
	public static Builder forTopic(String topic) {
		return new Builder(topic, false);
	}

	/**
	 * Starts with a pattern: tokens separated by {@code .}, where {@code *} is exactly
	 * one token and a last {@code >} is one or more. The broker must know patterns.
	 * @param pattern the pattern
	 * @return a builder
	 */
	public static Builder forPattern(String pattern) {
		return new Builder(pattern, true);
	}

	/**
	 * The topic or pattern.
	 * @return the topic or pattern
	 */
	public String topic() {
		return this.topic;
	}

	/**
	 * Whether {@link #topic()} is a pattern.
	 * @return {@code true} for a pattern
	 */
	public boolean isPattern() {
		return this.pattern;
	}

	/**
	 * What happens when the queue is full.
	 * @return the policy, {@link OverflowPolicy#DROP_NEWEST} by default
	 */
	public OverflowPolicy overflow() {
		return this.overflow;
	}

	/**
	 * How many messages may wait.
	 * @return the bound in messages
	 */
	public int queueCapacity() {
		return this.queueCapacity;
	}

	/**
	 * How many bytes of messages may wait. One message is always let in, whatever its
	 * size.
	 * @return the bound in bytes
	 */
	public long queueSizeBytes() {
		return this.queueSizeBytes;
	}

	/**
	 * Where the listener runs. Whatever it is, the listener is never run by two threads
	 * at once.
	 * @return the executor, or {@code null} for the client's own threads
	 */
	public @Nullable Executor executor() {
		return this.executor;
	}

	@Override
	public String toString() {
		return (this.pattern ? "pattern '" : "topic '") + this.topic + "'";
	}

	/**
	 * Collects the options. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final String topic;

		private final boolean pattern;

		private OverflowPolicy overflow = OverflowPolicy.DROP_NEWEST;

		private int queueCapacity = DEFAULT_QUEUE_CAPACITY;

		private long queueSizeBytes = DEFAULT_QUEUE_SIZE_BYTES;

		private @Nullable Executor executor;

		private Builder(String topic, boolean pattern) {
			this.topic = Objects.requireNonNull(topic, "topic");
			this.pattern = pattern;
		}

		/**
		 * Sets what happens when the queue is full.
		 * @param overflow the policy
		 * @return this builder
		 */
		public Builder overflow(OverflowPolicy overflow) {
			this.overflow = Objects.requireNonNull(overflow, "overflow");
			return this;
		}

		/**
		 * Sets how many messages may wait.
		 * @param queueCapacity the bound in messages, at least 1
		 * @return this builder
		 */
		public Builder queueCapacity(int queueCapacity) {
			if (queueCapacity < 1) {
				throw new IllegalArgumentException("queueCapacity must be at least 1 but is " + queueCapacity);
			}
			this.queueCapacity = queueCapacity;
			return this;
		}

		/**
		 * Sets how many bytes of messages may wait.
		 * @param queueSizeBytes the bound in bytes, at least 1
		 * @return this builder
		 */
		public Builder queueSizeBytes(long queueSizeBytes) {
			if (queueSizeBytes < 1) {
				throw new IllegalArgumentException("queueSizeBytes must be at least 1 but is " + queueSizeBytes);
			}
			this.queueSizeBytes = queueSizeBytes;
			return this;
		}

		/**
		 * Sets where the listener runs.
		 * @param executor the executor, or {@code null} for the client's own threads; the
		 * client does not shut it down
		 * @return this builder
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Creates the options.
		 * @return the options
		 */
		public SubscriptionOptions build() {
			return new SubscriptionOptions(this);
		}

	}

}
