package io.jolt.spring.service;

/**
 * Changes how clients of interfaces are made that {@link ImportJoltServices} makes beans
 * of. A bean of this type applies to all connections.
 */
@FunctionalInterface
public interface JoltServiceProxyFactoryCustomizer {

	/**
	 * Changes a factory.
	 * @param connection the name of the connection whose clients it makes
	 * @param builder collects the parts of the factory
	 */
	void customize(String connection, JoltServiceProxyFactory.Builder builder);

}
