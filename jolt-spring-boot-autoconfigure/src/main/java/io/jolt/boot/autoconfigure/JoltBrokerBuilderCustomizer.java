package io.jolt.boot.autoconfigure;

import io.jolt.broker.JoltBrokerBuilder;

/**
 * Changes the auto-configured broker's builder after the properties were applied, for
 * example to add users. The beans of this type are called in their order.
 */
@FunctionalInterface
public interface JoltBrokerBuilderCustomizer {

	/**
	 * Changes the builder.
	 * @param builder the builder
	 */
	void customize(JoltBrokerBuilder builder);

}
