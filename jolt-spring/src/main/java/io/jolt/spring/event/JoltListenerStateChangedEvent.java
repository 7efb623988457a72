package io.jolt.spring.event;

import java.util.List;

import io.jolt.client.JoltException;
import io.jolt.client.SubscriptionState;
import org.jspecify.annotations.Nullable;

/**
 * The state of one listener's subscription changed although its connection is open. A
 * listener with the overflow policy {@code BLOCK} has a socket of its own, which the
 * broker may close alone, for example because the listener is too slow: the subscription
 * is then {@link SubscriptionState#RECONNECTING}, and no {@link JoltConnectionLostEvent}
 * is published. If the broker has no room for that socket, it is
 * {@link SubscriptionState#REFUSED} and tried again; if that socket could not be opened
 * in the first place, it is still {@link SubscriptionState#SUBSCRIBING}. With
 * {@link SubscriptionState#ACTIVE} the listener receives messages again. This event is
 * for one listener what {@link JoltConnectionLostEvent} and
 * {@link JoltSessionStartedEvent} are for the connection. It is not published when a
 * listener is started, stopped, paused or resumed, or when the connection is lost and
 * restored. Its source is the listener's container.
 */
public class JoltListenerStateChangedEvent extends JoltEvent {

	private static final long serialVersionUID = 1L;

	private final String listenerId;

	private final transient List<String> topics;

	private final transient List<String> topicPatterns;

	private final SubscriptionState state;

	private final @Nullable JoltException cause;

	/**
	 * Creates an event.
	 * @param source what publishes the event
	 * @param connectionName the connection's name
	 * @param listenerId the listener's id
	 * @param topics the literal topics of its subscription
	 * @param topicPatterns the patterns of its subscription
	 * @param state the new state of its subscription
	 * @param cause why, or {@code null} if it receives messages
	 */
	public JoltListenerStateChangedEvent(Object source, String connectionName, String listenerId, List<String> topics,
			List<String> topicPatterns, SubscriptionState state, @Nullable JoltException cause) {
		super(source, connectionName);
		this.listenerId = listenerId;
		this.topics = List.copyOf(topics);
		this.topicPatterns = List.copyOf(topicPatterns);
		this.state = state;
		this.cause = cause;
	}

	/**
	 * The listener.
	 * @return its id
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * The literal topics that it subscribes to.
	 * @return the topics, unmodifiable
	 */
	public List<String> getTopics() {
		return this.topics;
	}

	/**
	 * The patterns that it subscribes to.
	 * @return the patterns, unmodifiable
	 */
	public List<String> getTopicPatterns() {
		return this.topicPatterns;
	}

	/**
	 * The new state of its subscription.
	 * @return {@link SubscriptionState#RECONNECTING},
	 * {@link SubscriptionState#SUBSCRIBING}, {@link SubscriptionState#REFUSED} or
	 * {@link SubscriptionState#ACTIVE}
	 */
	public SubscriptionState getState() {
		return this.state;
	}

	/**
	 * Why it does not receive all of its messages.
	 * @return the cause, or {@code null} if it does
	 */
	public @Nullable JoltException getCause() {
		return this.cause;
	}

	@Override
	public String toString() {
		return "JoltListenerStateChangedEvent[connectionName=" + getConnectionName() + ", listenerId=" + this.listenerId
				+ ", topics=" + this.topics + ", topicPatterns=" + this.topicPatterns + ", state=" + this.state
				+ ", cause=" + this.cause + "]";
	}

}
