package io.jolt.boot.autoconfigure;

import io.jolt.client.tcp.JoltClientBuilder;

/**
 * Customizes the auto-configured clients, one per connection, after the properties were
 * applied. Beans of this type are called in their order. A bean whose
 * {@link org.springframework.beans.factory.annotation.Qualifier qualifier} is the name of
 * a connection, such as {@code default}, is called only for that connection.
 */
@FunctionalInterface
public interface JoltClientBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder the builder of the client
	 */
	void customize(JoltClientBuilder builder);

}
