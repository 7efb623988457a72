package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;

/**
 * Changes the container factories that are auto-configured, one for each connection.
 * Beans of this type are called in their order, after the properties were applied. One
 * whose {@link org.springframework.beans.factory.annotation.Qualifier qualifier} is the
 * name of a connection, which may be {@code default}, is called for that one only.
 */
@FunctionalInterface
public interface JoltListenerContainerFactoryCustomizer {

	/**
	 * Customizes the factory.
	 * @param factory the factory of the listeners' containers
	 */
	void customize(DefaultJoltListenerContainerFactory factory);

}
