package io.jolt.boot.autoconfigure;

import java.util.Collection;
import java.util.List;

import io.jolt.spring.annotation.ListenerBeanTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.util.Assert;

/**
 * Excludes beans that listen from {@code spring.main.lazy-initialization}: nothing
 * requests them, so they would never receive anything. If a {@code @Bean} method declares
 * a more general type than it returns, its code is read. If that does not show which of
 * the application's own types it returns, a warning says what to do, because the bean may
 * listen.
 */
final class JoltListenerLazyInitializationExcludeFilter implements LazyInitializationExcludeFilter, BeanFactoryAware {

	private static final Logger log = LoggerFactory.getLogger(JoltListenerLazyInitializationExcludeFilter.class);

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, beanFactory);
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		ListenerBeanTypes types = types(beanName, beanDefinition, beanType);
		boolean listens = !types.listening().isEmpty();
		if (!listens && !types.isComplete() && isOfTheApplication(beanType)) {
			log.warn("Bean '{}' is initialized lazily, and will receive nothing if it is a Jolt listener: its "
					+ "definition declares {} and hides which class it creates. If it listens, let the @Bean method "
					+ "declare that class, or annotate it with @Lazy(false)", beanName, beanType.getName());
		}
		return listens;
	}

	private ListenerBeanTypes types(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		ConfigurableListableBeanFactory factory = this.beanFactory;
		String target = ScopedProxyUtils.getTargetBeanName(beanName);
		if (factory != null && factory.containsBeanDefinition(target)) {
			Class<?> targetType = factory.getType(target, false);
			if (targetType != null) {
				return ListenerBeanTypes.of(factory.getBeanDefinition(target), targetType);
			}
		}
		return ListenerBeanTypes.of(beanDefinition, beanType);
	}

	// many libraries hide their classes, but none of those listens
	private boolean isOfTheApplication(Class<?> type) {
		ConfigurableListableBeanFactory factory = this.beanFactory;
		Collection<String> packages = (factory != null && AutoConfigurationPackages.has(factory))
				? AutoConfigurationPackages.get(factory) : List.of();
		return packages.stream().anyMatch((name) -> (type.getPackageName() + ".").startsWith(name + "."));
	}

}
