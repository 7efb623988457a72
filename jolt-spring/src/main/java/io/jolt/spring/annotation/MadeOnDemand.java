package io.jolt.spring.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the listeners that a bean factory creates only on request although they are
 * singletons: the proxies of scoped beans, and other objects of factory beans.
 */
final class MadeOnDemand {

	private MadeOnDemand() {
	}

	/**
	 * The listeners of a bean factory.
	 * @param beanFactory the bean factory, whose ancestors are not searched
	 * @return the names of the beans that listen once they are created
	 */
	static List<String> listeners(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = new ArrayList<>();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			if (listens(beanFactory, name)) {
				names.add(name);
			}
		}
		return names;
	}

	private static boolean listens(ConfigurableListableBeanFactory beanFactory, String name) {
		BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
		if (definition.isAbstract() || definition.isLazyInit() || !definition.isSingleton()
				|| !beanFactory.isFactoryBean(name) || !beanFactory.isSingleton(name)) {
			return false;
		}
		String scoped = ScopedProxyUtils.getTargetBeanName(name);
		return beanFactory.containsBeanDefinition(scoped) ? !scopedListeners(beanFactory, scoped).isEmpty()
				: ListenerBeanTypes.listens(beanFactory.getType(name, false));
	}

	/**
	 * The types of a scoped bean that listen. Its definition may declare only an
	 * interface of theirs.
	 * @param beanFactory the bean factory
	 * @param name the name of the bean behind the scoped proxy
	 * @return the types
	 */
	static Set<Class<?>> scopedListeners(ConfigurableListableBeanFactory beanFactory, String name) {
		Class<?> type = beanFactory.getType(name, false);
		return (type != null) ? ListenerBeanTypes.of(beanFactory.getMergedBeanDefinition(name), type).listening()
				: Set.of();
	}

}
