package io.jolt.spring.config;

import io.jolt.spring.listener.JoltMessageListenerContainer;

/**
 * Is notified when listener containers are registered and removed. Called by one thread
 * at a time, the one that registers or removes the container; a call blocks every use of
 * the registry.
 */
public interface ContainerRegistrationListener {

	/**
	 * A container was registered. If the registry starts it, that happens afterwards.
	 * @param container the container
	 */
	void registered(JoltMessageListenerContainer container);

	/**
	 * A container was removed. It may still be running.
	 * @param container the container
	 */
	void unregistered(JoltMessageListenerContainer container);

}
