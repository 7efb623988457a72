package io.jolt.boot.autoconfigure;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.jolt.spring.config.JoltClientLifecycle;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;

/**
 * Finds the application's beans that belong to a connection, which is their qualifier.
 */
class ConnectionBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Set<String> connections;

	/**
	 * Creates the finder.
	 * @param beanFactory the bean factory
	 * @param named the names of all connections except the default one
	 */
	ConnectionBeans(ConfigurableListableBeanFactory beanFactory, Set<String> named) {
		this.beanFactory = beanFactory;
		this.connections = new HashSet<>(named);
		this.connections.add(JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
	}

	/**
	 * Finds the one bean for a connection. For the default connection, it may also be one
	 * without a qualifier. Among several, a primary bean is preferred, and any other to a
	 * fallback.
	 * @param type the bean's type
	 * @param connection the connection's name
	 * @param <T> the bean's type
	 * @return the bean, or {@code null} if there is none
	 * @throws AmbiguousJoltBeanException if there are several and none is preferred
	 */
	<T> @Nullable T unique(Class<T> type, String connection) {
		boolean unqualified = connection.equals(JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
		List<String> names = candidates(type).keySet()
			.stream()
			.filter((name) -> belongsTo(name, connection)
					|| (unqualified && belongsToNone(name) && is(name, ConnectionBeans::isDefaultCandidate, true)))
			.toList();
		names = preferred(names, (name) -> is(name, BeanDefinition::isPrimary, false));
		names = preferred(names, (name) -> !is(name, BeanDefinition::isFallback, false));
		if (names.size() > 1) {
			throw new AmbiguousJoltBeanException(type, names, "give each of them the name of its connection with "
					+ "@Qualifier (\"" + JoltClientLifecycle.DEFAULT_CONNECTION_NAME + "\" is one)");
		}
		return names.isEmpty() ? null : this.beanFactory.getBean(names.get(0), type);
	}

	/**
	 * Finds the beans for a connection: its own, and those without a qualifier.
	 * @param type the beans' type
	 * @param connection the connection's name
	 * @param <T> the beans' type
	 * @return the beans in their order
	 */
	<T> List<T> ordered(Class<T> type, String connection) {
		Set<Object> fitting = Collections.newSetFromMap(new IdentityHashMap<>());
		fitting.addAll(named(type, connection).values());
		return this.beanFactory.getBeanProvider(type)
			.orderedStream(ObjectProvider.UNFILTERED)
			.filter(fitting::contains)
			.toList();
	}

	/**
	 * Finds the beans for a connection: its own, and those without a qualifier.
	 * @param type the beans' type
	 * @param connection the connection's name
	 * @param <T> the beans' type
	 * @return the beans by name
	 */
	<T> Map<String, T> named(Class<T> type, String connection) {
		Map<String, T> fitting = new LinkedHashMap<>(candidates(type));
		fitting.keySet().removeIf((name) -> !belongsTo(name, connection) && !belongsToNone(name));
		return fitting;
	}

	private <T> Map<String, T> candidates(Class<T> type) {
		return SimpleAutowireCandidateResolver.resolveAutowireCandidates(this.beanFactory, type);
	}

	private boolean belongsTo(String beanName, String connection) {
		return BeanFactoryAnnotationUtils.isQualifierMatch(connection::equals, beanName, this.beanFactory);
	}

	private boolean belongsToNone(String beanName) {
		return !BeanFactoryAnnotationUtils.isQualifierMatch(this.connections::contains, beanName, this.beanFactory);
	}

	private static List<String> preferred(List<String> beanNames, Predicate<String> preference) {
		List<String> preferred = beanNames.stream().filter(preference).toList();
		return preferred.isEmpty() ? beanNames : preferred;
	}

	private static boolean isDefaultCandidate(BeanDefinition definition) {
		return !(definition instanceof AbstractBeanDefinition candidate) || candidate.isDefaultCandidate();
	}

	private boolean is(String beanName, Predicate<BeanDefinition> property, boolean withoutDefinition) {
		try {
			return property.test(this.beanFactory.getMergedBeanDefinition(beanName));
		}
		catch (NoSuchBeanDefinitionException ex) {
			// an object that was registered as a bean
			return withoutDefinition;
		}
	}

}
