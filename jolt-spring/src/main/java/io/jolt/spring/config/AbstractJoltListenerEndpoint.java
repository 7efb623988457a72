package io.jolt.spring.config;

import java.util.List;
import java.util.function.Consumer;

import io.jolt.spring.listener.ContainerProperties;

import org.springframework.util.Assert;

/**
 * Base class of endpoints, without the listener. Call the setters before the endpoint is
 * registered.
 */
public abstract class AbstractJoltListenerEndpoint implements JoltListenerEndpoint {

	private final String id;

	private List<String> topics = List.of();

	private List<String> topicPatterns = List.of();

	private Consumer<ContainerProperties> containerSettings = (properties) -> {
	};

	/**
	 * Creates an endpoint.
	 * @param id the listener's id, unique in the application context
	 */
	protected AbstractJoltListenerEndpoint(String id) {
		Assert.hasText(id, "The listener's id must not be blank");
		this.id = id;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public List<String> getTopics() {
		return this.topics;
	}

	/**
	 * Sets the topics.
	 * @param topics the literal topics
	 */
	public void setTopics(List<String> topics) {
		this.topics = List.copyOf(topics);
	}

	@Override
	public List<String> getTopicPatterns() {
		return this.topicPatterns;
	}

	/**
	 * Sets the patterns.
	 * @param topicPatterns the topic patterns
	 */
	public void setTopicPatterns(List<String> topicPatterns) {
		this.topicPatterns = List.copyOf(topicPatterns);
	}

	/**
	 * Sets how its container differs from the container factory's other containers, for
	 * example
	 * {@code endpoint.setContainerSettings((container) -> container.setConcurrency(4))}.
	 * @param containerSettings changes the properties of the container
	 */
	public void setContainerSettings(Consumer<ContainerProperties> containerSettings) {
		Assert.notNull(containerSettings, "containerSettings must not be null");
		this.containerSettings = containerSettings;
	}

	@Override
	public void accept(ContainerProperties properties) {
		try {
			this.containerSettings.accept(properties);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Invalid settings of " + this + ": " + ex.getMessage(), ex);
		}
	}

	@Override
	public String toString() {
		return "listener '" + this.id + "'";
	}

}
