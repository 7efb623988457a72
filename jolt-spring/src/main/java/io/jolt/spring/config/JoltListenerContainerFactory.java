package io.jolt.spring.config;

import io.jolt.spring.listener.JoltMessageListenerContainer;

/**
 * Creates listener containers.
 *
 * @param <C> the type of container
 */
@FunctionalInterface
public interface JoltListenerContainerFactory<C extends JoltMessageListenerContainer> {

	/**
	 * Creates a container, which is not started.
	 * @param endpoint the endpoint of the container
	 * @return the container
	 */
	C createListenerContainer(JoltListenerEndpoint endpoint);

}
