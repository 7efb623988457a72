package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;

/**
 * Customizes the auto-configured container factories, one per connection, after the
 * properties were applied. Beans of this type are called in their order. A bean whose
 * {@link org.springframework.beans.factory.annotation.Qualifier qualifier} is the name of
 * a connection, such as {@code default}, is called only for that connection.
 */
@FunctionalInterface
public interface JoltListenerContainerFactoryCustomizer {

	/**
	 * Customizes the factory.
	 * @param factory the factory of the listeners' containers
	 */
	void customize(DefaultJoltListenerContainerFactory factory);

}
