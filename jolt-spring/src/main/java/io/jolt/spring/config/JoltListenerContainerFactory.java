package io.jolt.spring.config;

import io.jolt.spring.listener.JoltMessageListenerContainer;

/**
 * Makes listener containers.
 *
 * @param <C> the type of container
 */
@FunctionalInterface
public interface JoltListenerContainerFactory<C extends JoltMessageListenerContainer> {

	/**
	 * Makes a container, which is not started.
	 * @param endpoint what it is made for
	 * @return the container
	 */
	C createListenerContainer(JoltListenerEndpoint endpoint);

}
