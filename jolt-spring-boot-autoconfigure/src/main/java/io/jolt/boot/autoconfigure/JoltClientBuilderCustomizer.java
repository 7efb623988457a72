package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltClientBuilder;

/**
 * Changes the client that is auto-configured. Beans of this type are called in their
 * order, after the properties were applied.
 */
@FunctionalInterface
public interface JoltClientBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder the builder of the client
	 */
	void customize(JoltClientBuilder builder);

}
