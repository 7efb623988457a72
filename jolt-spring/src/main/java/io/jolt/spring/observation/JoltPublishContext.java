package io.jolt.spring.observation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * What is observed of a publish. Its carrier is what the propagator wants to travel with
 * the message. Not safe for use by several threads.
 */
public final class JoltPublishContext extends SenderContext<Map<String, String>> {

	private final String topic;

	private final boolean topicConfigured;

	private final String connectionName;

	private @Nullable JoltPublishOutcome outcome;

	/**
	 * Creates the context of a publish that begins.
	 * @param topic the topic
	 * @param topicConfigured whether the topic is one of few, which may therefore become
	 * a tag of meters
	 * @param connectionName the name of the connection
	 */
	public JoltPublishContext(String topic, boolean topicConfigured, String connectionName) {
		super((carrier, name, value) -> {
			if (carrier != null) {
				carrier.put(name, value);
			}
		});
		this.topic = topic;
		this.topicConfigured = topicConfigured;
		this.connectionName = connectionName;
		setCarrier(new LinkedHashMap<>(4));
	}

	/**
	 * Where it is published to.
	 * @return the topic
	 */
	public String getTopic() {
		return this.topic;
	}

	/**
	 * Whether the topic is one of few: the template's default topic.
	 * @return {@code false} if it was given with the message
	 */
	public boolean isTopicConfigured() {
		return this.topicConfigured;
	}

	/**
	 * The connection it is published on.
	 * @return the connection's name
	 */
	public String getConnectionName() {
		return this.connectionName;
	}

	/**
	 * What became of it.
	 * @return the outcome, or {@code null} while it is under way
	 */
	public @Nullable JoltPublishOutcome getOutcome() {
		return this.outcome;
	}

	void setOutcome(JoltPublishOutcome outcome) {
		this.outcome = outcome;
	}

}
