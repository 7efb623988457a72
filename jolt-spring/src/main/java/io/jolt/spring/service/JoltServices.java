package io.jolt.spring.service;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.UnknownJoltConnectionException;
import io.jolt.spring.core.JoltOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.util.ClassUtils;

/**
 * Makes the beans of {@link ImportJoltServices}. Safe for use by several threads.
 */
class JoltServices {

	static final String BEAN_NAME = "joltServices";

	private static final String SUFFIX = "JoltTemplate";

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<String, JoltServiceProxyFactory> factories = new ConcurrentHashMap<>();

	JoltServices(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Makes a client. The factory method of the beans, which ahead-of-time processing
	 * calls in generated code: so it gets no class, which may not be public.
	 * @param typeName the interface
	 * @param connection the name of the connection
	 * @return the client
	 */
	Object client(String typeName, String connection) {
		Class<?> type = ClassUtils.resolveClassName(typeName, this.beanFactory.getBeanClassLoader());
		return factory(connection, typeName).createClient(type);
	}

	private JoltServiceProxyFactory factory(String connection, String typeName) {
		JoltServiceProxyFactory known = this.factories.get(connection);
		if (known == null) {
			// two threads may each make one; either will do
			known = create(connection, typeName);
			this.factories.put(connection, known);
		}
		return known;
	}

	private JoltServiceProxyFactory create(String connection, String typeName) {
		boolean byDefault = JoltClientLifecycle.DEFAULT_CONNECTION_NAME.equals(connection);
		if (byDefault) {
			JoltServiceProxyFactory own = this.beanFactory.getBeanProvider(JoltServiceProxyFactory.class)
				.getIfAvailable();
			if (own != null) {
				return own;
			}
		}
		JoltOperations operations = byDefault ? this.beanFactory.getBeanProvider(JoltOperations.class).getIfAvailable()
				: named(connection);
		if (operations == null) {
			throw new UnknownJoltConnectionException(connection, known(), "the interface " + typeName);
		}
		return create(connection, operations);
	}

	/**
	 * Creates a factory as the application wants it.
	 * @param connection the name of the connection
	 * @param operations sends over it
	 * @return the factory
	 */
	JoltServiceProxyFactory create(String connection, JoltOperations operations) {
		JoltServiceProxyFactory.Builder builder = JoltServiceProxyFactory.builder(operations)
			.embeddedValueResolver(new EmbeddedValueResolver(this.beanFactory))
			.conversionService(this.beanFactory.getConversionService());
		this.beanFactory.getBeanProvider(JoltServiceProxyFactoryCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(connection, builder));
		return builder.build();
	}

	private @Nullable JoltOperations named(String connection) {
		String name = connection + SUFFIX;
		return (this.beanFactory.containsBean(name) && this.beanFactory.isTypeMatch(name, JoltOperations.class))
				? this.beanFactory.getBean(name, JoltOperations.class) : null;
	}

	private Set<String> known() {
		Set<String> known = new TreeSet<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, JoltOperations.class,
				true, false)) {
			if (name.equals("joltTemplate")) {
				known.add(JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
			}
			else if (name.endsWith(SUFFIX)) {
				known.add(name.substring(0, name.length() - SUFFIX.length()));
			}
		}
		return known;
	}

}
