package io.jolt.spring.config;

import java.util.List;
import java.util.function.Consumer;

import io.jolt.client.JoltMessageListener;
import io.jolt.spring.listener.ContainerProperties;
import io.jolt.spring.listener.adapter.MethodListenerFactory;

/**
 * Describes a listener and what it listens to, so that a container can be created for it.
 * It may change the properties of its container, which are otherwise those of the
 * container factory.
 */
public interface JoltListenerEndpoint extends Consumer<ContainerProperties> {

	/**
	 * The listener's id.
	 * @return the id, unique in the application context
	 */
	String getId();

	/**
	 * The literal topics to subscribe to.
	 * @return the topics
	 */
	List<String> getTopics();

	/**
	 * The patterns to subscribe to.
	 * @return the patterns
	 */
	List<String> getTopicPatterns();

	/**
	 * Changes the properties of the endpoint's container. Changes nothing by default.
	 * @param properties the container's own copy
	 * @throws IllegalArgumentException if one of the endpoint's settings is invalid
	 */
	@Override
	default void accept(ContainerProperties properties) {
	}

	/**
	 * Creates the listener.
	 * @param methodListeners creates listeners from methods as configured at the
	 * container factory
	 * @return the listener
	 */
	JoltMessageListener createMessageListener(MethodListenerFactory methodListeners);

}
