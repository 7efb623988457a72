package io.jolt.spring.config;

import java.util.List;
import java.util.function.Consumer;

import io.jolt.client.JoltMessageListener;
import io.jolt.spring.listener.ContainerProperties;
import io.jolt.spring.listener.adapter.MethodListenerFactory;

/**
 * What a listener container is made for: a listener and what it listens to. It may change
 * the properties of its container, which are those of the container factory otherwise.
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
	 * @throws IllegalArgumentException if one of the endpoint's settings cannot be used
	 */
	@Override
	default void accept(ContainerProperties properties) {
	}

	/**
	 * Makes the listener.
	 * @param methodListeners makes listeners of methods as the container factory has it
	 * @return the listener
	 */
	JoltMessageListener createMessageListener(MethodListenerFactory methodListeners);

}
