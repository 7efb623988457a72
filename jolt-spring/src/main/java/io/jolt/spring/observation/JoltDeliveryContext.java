package io.jolt.spring.observation;

import java.util.Map;

import io.jolt.client.JoltMessage;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

/**
 * The observation context of a delivery. Its carrier is the message's headers. Not safe
 * for use by several threads.
 */
public final class JoltDeliveryContext extends ReceiverContext<Map<String, String>> {

	private final JoltMessage message;

	private final String listenerId;

	private final String connectionName;

	private final @Nullable String topicPattern;

	/**
	 * Creates the context of a delivery that is about to begin.
	 * @param message the message
	 * @param listenerId the listener's id
	 * @param connectionName the name of the connection
	 * @param topicPattern the listener's pattern that the topic matches, or {@code null}
	 * if the topic is one of the listener's literal topics
	 */
	public JoltDeliveryContext(JoltMessage message, String listenerId, String connectionName,
			@Nullable String topicPattern) {
		super((carrier, name) -> carrier.get(name));
		this.message = message;
		this.listenerId = listenerId;
		this.connectionName = connectionName;
		this.topicPattern = topicPattern;
		setCarrier(message.headers());
	}

	/**
	 * The message.
	 * @return the message as it was delivered
	 */
	public JoltMessage getMessage() {
		return this.message;
	}

	/**
	 * The listener that handles the message.
	 * @return the listener's id
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * The connection on which the message arrived.
	 * @return the connection's name
	 */
	public String getConnectionName() {
		return this.connectionName;
	}

	/**
	 * The listener's pattern that the topic matches.
	 * @return the pattern, or {@code null} if the topic is one of the listener's literal
	 * topics
	 */
	public @Nullable String getTopicPattern() {
		return this.topicPattern;
	}

}
