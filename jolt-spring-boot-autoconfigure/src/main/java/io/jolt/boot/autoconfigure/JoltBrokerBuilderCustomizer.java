package io.jolt.boot.autoconfigure;

import io.jolt.broker.JoltBrokerBuilder;

/**
 * Customizes the builder of the auto-configured broker after the properties were applied,
 * for example to add users. Beans of this type are called in their order.
 */
@FunctionalInterface
public interface JoltBrokerBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder the builder
	 */
	void customize(JoltBrokerBuilder builder);

}
