package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpointRegistrar;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * Finds {@link JoltListener} methods and classes. It registers them once all singletons
 * are instantiated, and those of beans that are created later at once. When such a bean
 * is destroyed, its listeners are stopped and unregistered.
 */
public class JoltListenerAnnotationBeanPostProcessor implements DestructionAwareBeanPostProcessor, Ordered,
		BeanFactoryAware, EnvironmentAware, SmartInitializingSingleton {

	/**
	 * The name of the post-processor bean.
	 */
	public static final String BEAN_NAME = "io.jolt.spring.annotation.internalJoltListenerAnnotationProcessor";

	private final Set<Class<?>> classesWithout = ConcurrentHashMap.newKeySet(64);

	// the ids of a bean's listeners by the bean's name
	private final Map<String, List<String>> listenerIds = new ConcurrentHashMap<>();

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	private @Nullable Environment environment;

	// created for the first listener; guarded by this
	private @Nullable JoltListenerEndpointRegistrar registrar;

	// created for the first listener; guarded by this
	private @Nullable AnnotatedEndpoints endpoints;

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, beanFactory);
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> targetClass = targetClass(bean, beanName);
		// for a scoped bean, the proxy listens
		if (this.classesWithout.contains(targetClass) || ScopedProxyUtils.isScopedTarget(beanName)) {
			return bean;
		}
		if (!AnnotationUtils.isCandidateClass(targetClass, List.of(JoltListener.class, JoltHandler.class))) {
			this.classesWithout.add(targetClass);
			return bean;
		}
		Map<Method, Set<JoltListener>> methods = MethodIntrospector.selectMethods(targetClass,
				JoltListenerAnnotationBeanPostProcessor::listeners);
		Set<JoltListener> onClass = ListenerAnnotations.of(targetClass);
		if (methods.isEmpty() && onClass.isEmpty()) {
			this.classesWithout.add(targetClass);
			return bean;
		}
		methods.forEach((method, listeners) -> register(listeners, ListenerTarget.method(bean, beanName, method)));
		if (!onClass.isEmpty()) {
			register(onClass, ListenerHandlers.find(bean, beanName, targetClass));
		}
		return bean;
	}

	// the proxy of a scoped bean knows only the declared type
	private Class<?> targetClass(Object bean, String beanName) {
		Class<?> known = AopProxyUtils.ultimateTargetClass(bean);
		if (!(bean instanceof ScopedObject) || !known.isInterface()) {
			return known;
		}
		String scoped = ScopedProxyUtils.getTargetBeanName(beanName);
		Set<Class<?>> listeners = beanFactory().containsBeanDefinition(scoped)
				? MadeOnDemand.scopedListeners(beanFactory(), scoped) : Set.of();
		return (listeners.size() == 1) ? listeners.iterator().next() : known;
	}

	private static @Nullable Set<JoltListener> listeners(Method method) {
		Set<JoltListener> listeners = ListenerAnnotations.of(method);
		return listeners.isEmpty() ? null : listeners;
	}

	private void register(Collection<JoltListener> listeners, ListenerTarget target) {
		for (JoltListener listener : listeners) {
			String id = endpoints().register(listener, target, registrar());
			this.listenerIds.computeIfAbsent(target.beanName(), (name) -> new ArrayList<>()).add(id);
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return !this.classesWithout.contains(AopProxyUtils.ultimateTargetClass(bean)) && !this.listenerIds.isEmpty();
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		List<String> ids = this.listenerIds.remove(beanName);
		if (ids != null) {
			JoltListenerEndpointRegistry registry = registrar().getEndpointRegistry();
			for (String id : ids) {
				JoltMessageListenerContainer container = registry.unregisterListenerContainer(id);
				if (container != null) {
					container.stop();
				}
			}
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		MadeOnDemand.listeners(beanFactory()).forEach(beanFactory()::getBean);
		JoltListenerEndpointRegistrar endpointRegistrar = registrar();
		// those of a parent context register with the parent's registry
		Collection<JoltListenerConfigurer> own = beanFactory().getBeansOfType(JoltListenerConfigurer.class).values();
		beanFactory().getBeanProvider(JoltListenerConfigurer.class)
			.orderedStream()
			.filter(own::contains)
			.forEach((configurer) -> configurer.configureJoltListeners(endpointRegistrar));
		endpointRegistrar.registerAllEndpoints();
	}

	private synchronized JoltListenerEndpointRegistrar registrar() {
		if (this.registrar == null) {
			this.registrar = new JoltListenerEndpointRegistrar(
					beanFactory().getBean(JoltListenerEndpointRegistry.BEAN_NAME, JoltListenerEndpointRegistry.class),
					beanFactory());
		}
		return this.registrar;
	}

	private synchronized AnnotatedEndpoints endpoints() {
		if (this.endpoints == null) {
			PropertyLists lists = beanFactory().getBeanProvider(PropertyLists.class)
				.getIfAvailable(PropertySourceLists::new);
			this.endpoints = new AnnotatedEndpoints(
					new AnnotationValueResolver(beanFactory(), this.environment, lists));
		}
		return this.endpoints;
	}

	private ConfigurableListableBeanFactory beanFactory() {
		ConfigurableListableBeanFactory factory = this.beanFactory;
		Assert.state(factory != null, "No bean factory");
		return factory;
	}

}
