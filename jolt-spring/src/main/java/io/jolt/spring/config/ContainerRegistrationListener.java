package io.jolt.spring.config;

import io.jolt.spring.listener.JoltMessageListenerContainer;

/**
 * Hears which listener containers there are. The calls come one at a time, on the thread
 * that registers or removes the container, and hold up every use of the registry.
 */
public interface ContainerRegistrationListener {

	/**
	 * A container was registered. It is not started yet, if the registry starts it.
	 * @param container the container
	 */
	void registered(JoltMessageListenerContainer container);

	/**
	 * A container was removed. It may still run.
	 * @param container the container
	 */
	void unregistered(JoltMessageListenerContainer container);

}
