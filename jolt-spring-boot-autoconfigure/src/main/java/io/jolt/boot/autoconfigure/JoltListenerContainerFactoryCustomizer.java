package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;

/**
 * Changes the container factory that is auto-configured. Beans of this type are called in
 * their order, after the properties were applied.
 */
@FunctionalInterface
public interface JoltListenerContainerFactoryCustomizer {

	/**
	 * Customizes the factory.
	 * @param factory the factory of the listeners' containers
	 */
	void customize(DefaultJoltListenerContainerFactory factory);

}
