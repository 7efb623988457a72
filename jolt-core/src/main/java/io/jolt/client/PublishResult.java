package io.jolt.client;

import java.util.Objects;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/**
 * The result of a successful publish. Immutable.
 */
public final class PublishResult {

	/**
	 * The header that holds a message's id.
	 */
	public static final String MESSAGE_ID = JoltMessageHeaders.ID;

	private static final int NOT_COUNTED = -1;

	private final String topic;

	private final @Nullable String messageId;

	private final boolean acknowledged;

	// or NOT_COUNTED
	private final int subscribers;

	private PublishResult(String topic, @Nullable String messageId, boolean acknowledged, int subscribers) {
		this.topic = topic;
		this.messageId = messageId;
		this.acknowledged = acknowledged;
		this.subscribers = subscribers;
	}

	/**
	 * Creates the result of a publish that the broker answered, or that was written to a
	 * broker that does not answer publishes.
	 * @param topic the topic
	 * @param messageId the message's id, or {@code null} if it has none
	 * @param acknowledged whether the broker answered
	 * @return the result
	 */
	public static PublishResult of(String topic, @Nullable String messageId, boolean acknowledged) {
		return new PublishResult(Objects.requireNonNull(topic, "topic"), messageId, acknowledged, NOT_COUNTED);
	}

	/**
	 * Creates the result of publishing a message.
	 * @param message the message
	 * @param acknowledged whether the broker answered
	 * @return the result
	 */
	public static PublishResult of(JoltMessage message, boolean acknowledged) {
		return of(message.topic(), message.headers().get(MESSAGE_ID), acknowledged);
	}

	/**
	 * Adds to how many subscribers the message was passed on.
	 * @param count the number, a group counting as one
	 * @return a result with that number
	 */
	public PublishResult withSubscribers(int count) {
		return new PublishResult(this.topic, this.messageId, this.acknowledged, count);
	}

	/**
	 * The topic that the message was published to.
	 * @return the topic
	 */
	public String topic() {
		return this.topic;
	}

	/**
	 * The id that the message was published with, in its header {@code jolt-id}.
	 * @return the id, or {@code null} if the message has none
	 */
	public @Nullable String messageId() {
		return this.messageId;
	}

	/**
	 * Whether the broker confirmed the message. If not, the broker does not answer
	 * publishes, and the message was written to the socket.
	 * @return {@code true} if the broker answered
	 */
	public boolean acknowledged() {
		return this.acknowledged;
	}

	/**
	 * To how many subscribers the broker passed the message on, if
	 * {@link PublishOptions#withSubscriberCount()} asked for it and the broker counts. A
	 * group counts as one.
	 * @return the number, or empty if it is not known
	 */
	public OptionalInt subscribers() {
		return (this.subscribers != NOT_COUNTED) ? OptionalInt.of(this.subscribers) : OptionalInt.empty();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PublishResult that && this.topic.equals(that.topic)
				&& Objects.equals(this.messageId, that.messageId) && this.acknowledged == that.acknowledged
				&& this.subscribers == that.subscribers;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.topic, this.messageId, this.acknowledged, this.subscribers);
	}

	@Override
	public String toString() {
		return "PublishResult[topic=" + this.topic + ", messageId=" + this.messageId + ", acknowledged="
				+ this.acknowledged + ((this.subscribers != NOT_COUNTED) ? ", subscribers=" + this.subscribers : "")
				+ "]";
	}

}
