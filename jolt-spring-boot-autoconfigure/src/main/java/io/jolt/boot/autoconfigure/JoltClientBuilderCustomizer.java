package io.jolt.boot.autoconfigure;

import io.jolt.client.tcp.JoltClientBuilder;

/**
 * Changes the clients that are auto-configured, one for each connection. Beans of this
 * type are called in their order, after the properties were applied. One whose
 * {@link org.springframework.beans.factory.annotation.Qualifier qualifier} is the name of
 * a connection, which may be {@code default}, is called for that one only.
 */
@FunctionalInterface
public interface JoltClientBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder the builder of the client
	 */
	void customize(JoltClientBuilder builder);

}
