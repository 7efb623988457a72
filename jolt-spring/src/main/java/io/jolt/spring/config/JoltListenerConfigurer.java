package io.jolt.spring.config;

/**
 * A bean that takes part in how listeners are registered, and may register some itself.
 */
@FunctionalInterface
public interface JoltListenerConfigurer {

	/**
	 * Called once, before any listener is registered.
	 * @param registrar the registrar
	 */
	void configureJoltListeners(JoltListenerEndpointRegistrar registrar);

}
