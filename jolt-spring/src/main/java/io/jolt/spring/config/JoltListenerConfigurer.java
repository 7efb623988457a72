package io.jolt.spring.config;

/**
 * Configures the registration of listeners, and may register further ones. To be
 * implemented by beans.
 */
@FunctionalInterface
public interface JoltListenerConfigurer {

	/**
	 * Called once, before any listener is registered.
	 * @param registrar the registrar
	 */
	void configureJoltListeners(JoltListenerEndpointRegistrar registrar);

}
