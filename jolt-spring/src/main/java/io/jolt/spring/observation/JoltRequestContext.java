package io.jolt.spring.observation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * The observation context of a request, or of opening a call: that of a client, whose
 * span lasts until the reply. Its carrier holds what the propagator sends along with the
 * message. Not safe for use by several threads.
 */
public final class JoltRequestContext extends SenderContext<Map<String, String>> {

	private final String topic;

	private final boolean topicConfigured;

	private final String connectionName;

	private @Nullable JoltRequestOutcome outcome;

	/**
	 * Creates the context of a request that is about to begin.
	 * @param topic the topic
	 * @param topicConfigured whether the topic is one of a few and may therefore be a tag
	 * of meters
	 * @param connectionName the name of the connection
	 */
	public JoltRequestContext(String topic, boolean topicConfigured, String connectionName) {
		super((carrier, name, value) -> {
			if (carrier != null) {
				carrier.put(name, value);
			}
		}, Kind.CLIENT);
		this.topic = topic;
		this.topicConfigured = topicConfigured;
		this.connectionName = connectionName;
		setCarrier(new LinkedHashMap<>(4));
	}

	/**
	 * The topic that is asked.
	 * @return the topic
	 */
	public String getTopic() {
		return this.topic;
	}

	/**
	 * Whether the topic is configured, that is the template's default topic.
	 * @return {@code false} if it was given with the message
	 */
	public boolean isTopicConfigured() {
		return this.topicConfigured;
	}

	/**
	 * The connection that is used.
	 * @return the connection's name
	 */
	public String getConnectionName() {
		return this.connectionName;
	}

	/**
	 * The outcome of the request.
	 * @return the outcome, or {@code null} while it is under way
	 */
	public @Nullable JoltRequestOutcome getOutcome() {
		return this.outcome;
	}

	void setOutcome(JoltRequestOutcome outcome) {
		this.outcome = outcome;
	}

}
