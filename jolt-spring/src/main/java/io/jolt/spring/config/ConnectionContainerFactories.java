package io.jolt.spring.config;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.Assert;

/**
 * Finds the container factory of a connection by its bean name.
 */
final class ConnectionContainerFactories {

	private static final String DEFAULT_CONNECTION = "default";

	private static final String SUFFIX = "JoltListenerContainerFactory";

	private final BeanFactory beanFactory;

	ConnectionContainerFactories(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	JoltListenerContainerFactory<?> get(String connection, JoltListenerEndpoint endpoint) {
		String name = DEFAULT_CONNECTION.equals(connection)
				? JoltListenerEndpointRegistrar.DEFAULT_CONTAINER_FACTORY_BEAN_NAME : connection + SUFFIX;
		if (!this.beanFactory.containsBean(name)) {
			throw new UnknownJoltConnectionException(connection, known(), endpoint.toString());
		}
		Assert.state(this.beanFactory.isTypeMatch(name, JoltListenerContainerFactory.class),
				() -> "Cannot listen on connection '" + connection + "' with " + endpoint + ": the bean '" + name
						+ "' is not a JoltListenerContainerFactory");
		return this.beanFactory.getBean(name, JoltListenerContainerFactory.class);
	}

	/**
	 * Fails if there are connections but no default connection.
	 * @param endpoint the listener that needs the default connection
	 */
	void requireNone(JoltListenerEndpoint endpoint) {
		Set<String> known = known();
		if (!known.isEmpty()) {
			throw new UnknownJoltConnectionException(DEFAULT_CONNECTION, known, endpoint.toString());
		}
	}

	private Set<String> known() {
		Set<String> known = new LinkedHashSet<>();
		if (this.beanFactory instanceof ListableBeanFactory listable) {
			for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(listable,
					JoltListenerContainerFactory.class, true, false)) {
				if (JoltListenerEndpointRegistrar.DEFAULT_CONTAINER_FACTORY_BEAN_NAME.equals(name)) {
					known.add(DEFAULT_CONNECTION);
				}
				else if (name.endsWith(SUFFIX)) {
					known.add(name.substring(0, name.length() - SUFFIX.length()));
				}
			}
		}
		return known;
	}

}
