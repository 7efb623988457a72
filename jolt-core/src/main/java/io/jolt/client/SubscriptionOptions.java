package io.jolt.client;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Topics and patterns, and how deliveries wait for the listener. Immutable.
 */
public final class SubscriptionOptions {

	/**
	 * The default queue capacity.
	 */
	public static final int DEFAULT_QUEUE_CAPACITY = 10_000;

	/**
	 * The default bound in bytes of messages: 8 MiB.
	 */
	public static final long DEFAULT_QUEUE_SIZE_BYTES = 8L * 1024 * 1024;

	private static final int MAX_GROUP_BYTES = 64;

	private final List<String> topics;

	private final List<String> patterns;

	private final @Nullable String group;

	private final OverflowPolicy overflow;

	private final int queueCapacity;

	private final long queueSizeBytes;

	private final @Nullable Executor executor;

	private final int concurrency;

	private final boolean lasting;

	private final boolean paused;

	private final @Nullable String name;

	private final @Nullable BiConsumer<SubscriptionState, @Nullable JoltException> stateListener;

	private SubscriptionOptions(Builder builder) {
		this.topics = builder.topics;
		this.patterns = builder.patterns;
		this.group = builder.group;
		this.overflow = builder.overflow;
		this.queueCapacity = builder.queueCapacity;
		this.queueSizeBytes = builder.queueSizeBytes;
		this.executor = builder.executor;
		this.concurrency = builder.concurrency;
		this.lasting = builder.lasting;
		this.paused = builder.paused;
		this.name = builder.name;
		this.stateListener = builder.stateListener;
	}

	/**
	 * Starts with a literal topic.
	 * @param topic the topic
	 * @return a builder
	 */
	public static Builder forTopic(String topic) {
		return forTopics(List.of(topic), List.of());
	}

	/**
	 * Starts with a pattern: tokens separated by {@code .}, where {@code *} is exactly
	 * one token and a last {@code >} is one or more. The broker must know patterns.
	 * @param pattern the pattern
	 * @return a builder
	 */
	public static Builder forPattern(String pattern) {
		return forTopics(List.of(), List.of(pattern));
	}

	/**
	 * Starts with several literal topics for one subscription: one queue for all of them.
	 * @param topics the topics, at least one; duplicates are ignored
	 * @return a builder
	 * @throws IllegalArgumentException if there is none
	 */
	public static Builder forTopics(String... topics) {
		return forTopics(List.of(topics), List.of());
	}

	/**
	 * Starts with several patterns for one subscription: one queue, and each message
	 * once, however many of them match it.
	 * @param patterns patterns, as for {@link #forPattern(String)}, at least one;
	 * duplicates are ignored
	 * @return a builder
	 * @throws IllegalArgumentException if there is none
	 */
	public static Builder forPatterns(String... patterns) {
		return forTopics(List.of(), List.of(patterns));
	}

	/**
	 * Starts with several topics and patterns for one subscription: one queue, and each
	 * message once, however many of them match it.
	 * @param topics literal topics; duplicates are ignored
	 * @param patterns patterns, as for {@link #forPattern(String)}; duplicates are
	 * ignored
	 * @return a builder
	 * @throws IllegalArgumentException if there is neither a topic nor a pattern
	 */
	public static Builder forTopics(Collection<String> topics, Collection<String> patterns) {
		return new Builder(topics, patterns);
	}

	/**
	 * The literal topics.
	 * @return the topics in the order given, unmodifiable; empty if there are only
	 * patterns
	 */
	public List<String> topics() {
		return this.topics;
	}

	/**
	 * The patterns.
	 * @return the patterns in the order given, unmodifiable; empty if there are only
	 * topics
	 */
	public List<String> patterns() {
		return this.patterns;
	}

	/**
	 * The group whose members share the messages: exactly one of them gets each.
	 * @return the group's name, or {@code null} to get every message
	 */
	public @Nullable String group() {
		return this.group;
	}

	/**
	 * The policy for a full queue.
	 * @return the policy, {@link OverflowPolicy#DROP_NEWEST} by default
	 */
	public OverflowPolicy overflow() {
		return this.overflow;
	}

	/**
	 * The queue's capacity.
	 * @return the bound in messages
	 */
	public int queueCapacity() {
		return this.queueCapacity;
	}

	/**
	 * The queue's bound in bytes. One message always fits, whatever its size.
	 * @return the bound in bytes
	 */
	public long queueSizeBytes() {
		return this.queueSizeBytes;
	}

	/**
	 * Runs the listener: never on more threads at once than {@link #concurrency()}.
	 * @return the executor, or {@code null} for the client's own threads
	 */
	public @Nullable Executor executor() {
		return this.executor;
	}

	/**
	 * Limits the threads that run the listener. With 1 it receives the messages in order;
	 * with more, in any order.
	 * @return the number, 1 by default
	 */
	public int concurrency() {
		return this.concurrency;
	}

	/**
	 * Whether the listener keeps its threads as long as the subscription lasts, instead
	 * of returning them when no messages wait.
	 * @return {@code false} by default
	 */
	public boolean lasting() {
		return this.lasting;
	}

	/**
	 * Whether the subscription starts paused, as after {@link JoltSubscription#pause()}.
	 * @return {@code false} by default
	 */
	public boolean paused() {
		return this.paused;
	}

	/**
	 * The subscription's name in messages and logs.
	 * @return the name, or {@code null} to use its topics
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Receives for this subscription what
	 * {@link ConnectionListener#onSubscriptionChanged(JoltSubscription, SubscriptionState, JoltException)}
	 * reports for all.
	 * @return the listener, or {@code null} for none
	 */
	public @Nullable BiConsumer<SubscriptionState, @Nullable JoltException> stateListener() {
		return this.stateListener;
	}

	/**
	 * Starts with these options, to change some of them.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder(this.topics, this.patterns);
		builder.group = this.group;
		builder.overflow = this.overflow;
		builder.queueCapacity = this.queueCapacity;
		builder.queueSizeBytes = this.queueSizeBytes;
		builder.executor = this.executor;
		builder.concurrency = this.concurrency;
		builder.lasting = this.lasting;
		builder.paused = this.paused;
		builder.name = this.name;
		builder.stateListener = this.stateListener;
		return builder;
	}

	@Override
	public String toString() {
		return "SubscriptionOptions[topics=" + this.topics + ", patterns=" + this.patterns
				+ ((this.group != null) ? ", group=" + this.group : "") + ", overflow=" + this.overflow + "]";
	}

	/**
	 * Collects the options. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final List<String> topics;

		private final List<String> patterns;

		private @Nullable String group;

		private OverflowPolicy overflow = OverflowPolicy.DROP_NEWEST;

		private int queueCapacity = DEFAULT_QUEUE_CAPACITY;

		private long queueSizeBytes = DEFAULT_QUEUE_SIZE_BYTES;

		private @Nullable Executor executor;

		private int concurrency = 1;

		private boolean lasting;

		private boolean paused;

		private @Nullable String name;

		private @Nullable BiConsumer<SubscriptionState, @Nullable JoltException> stateListener;

		private Builder(Collection<String> topics, Collection<String> patterns) {
			if (topics.isEmpty() && patterns.isEmpty()) {
				throw new IllegalArgumentException("A subscription needs a topic or a pattern");
			}
			this.topics = List.copyOf(new LinkedHashSet<>(topics));
			this.patterns = List.copyOf(new LinkedHashSet<>(patterns));
		}

		/**
		 * Sets the group. Of all subscriptions of one group that match a message, of this
		 * client and of others, exactly one gets it, in turn; one that is too slow is
		 * passed over. The broker must know groups.
		 * @param group its name, at most 64 bytes of UTF-8, without {@code .} and control
		 * characters; {@code null} or empty to get every message
		 * @return this builder
		 * @throws IllegalArgumentException if it is not a group's name
		 */
		public Builder group(@Nullable String group) {
			this.group = (group != null && !group.isEmpty()) ? requireGroup(group) : null;
			return this;
		}

		private static String requireGroup(String group) {
			boolean named = group.chars().noneMatch((c) -> c == '.' || Character.isISOControl(c))
					&& group.getBytes(StandardCharsets.UTF_8).length <= MAX_GROUP_BYTES;
			if (!named) {
				throw new IllegalArgumentException("A group's name must have at most " + MAX_GROUP_BYTES
						+ " bytes of UTF-8, and neither '.' nor control characters");
			}
			return group;
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
		 * client does not shut it down. One that blocks its caller, or runs tasks on the
		 * caller's thread, stops a socket from being read meanwhile
		 * @return this builder
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Sets how many threads may run the listener at once.
		 * @param concurrency the number, at least 1; with more than 1 the order of
		 * messages is lost
		 * @return this builder
		 */
		public Builder concurrency(int concurrency) {
			if (concurrency < 1) {
				throw new IllegalArgumentException("concurrency must be at least 1 but is " + concurrency);
			}
			this.concurrency = concurrency;
			return this;
		}

		/**
		 * Sets whether the listener keeps its threads as long as the subscription lasts,
		 * instead of returning them when no messages wait. The first starts at once,
		 * others when messages wait and all are busy. The executor, if set, must provide
		 * a thread for each, not use its caller's.
		 * @param lasting {@code true} to keep them, even while paused
		 * @return this builder
		 */
		public Builder lasting(boolean lasting) {
			this.lasting = lasting;
			return this;
		}

		/**
		 * Sets whether the subscription starts paused, as after
		 * {@link JoltSubscription#pause()}.
		 * @param paused {@code true} to hand over nothing before
		 * {@link JoltSubscription#resume()}
		 * @return this builder
		 */
		public Builder paused(boolean paused) {
			this.paused = paused;
			return this;
		}

		/**
		 * Sets the subscription's name in messages and logs.
		 * @param name the name, or {@code null} to use its topics
		 * @return this builder
		 */
		public Builder name(@Nullable String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets a listener that receives for this subscription what
		 * {@link ConnectionListener#onSubscriptionChanged(JoltSubscription, SubscriptionState, JoltException)}
		 * reports for all, in the same order and on the same thread.
		 * @param stateListener takes the state and its cause, or {@code null} for none
		 * @return this builder
		 */
		public Builder stateListener(@Nullable BiConsumer<SubscriptionState, @Nullable JoltException> stateListener) {
			this.stateListener = stateListener;
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
