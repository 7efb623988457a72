package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistrar;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.MethodJoltListenerEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.Assert;

/**
 * Finds {@link JoltListener} methods and registers them when all singletons are there;
 * those of beans that are made later, at once.
 */
public class JoltListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, Ordered, BeanFactoryAware, SmartInitializingSingleton {

	/**
	 * The name of the post-processor bean.
	 */
	public static final String BEAN_NAME = "io.jolt.spring.annotation.internalJoltListenerAnnotationProcessor";

	private final Set<Class<?>> classesWithout = ConcurrentHashMap.newKeySet(64);

	private final Map<String, Integer> generatedIds = new ConcurrentHashMap<>();

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	// made for the first listener; guarded by this
	private @Nullable JoltListenerEndpointRegistrar registrar;

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
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> targetClass = AopProxyUtils.ultimateTargetClass(bean);
		// of a scoped bean it is the proxy that listens
		if (this.classesWithout.contains(targetClass) || ScopedProxyUtils.isScopedTarget(beanName)
				|| !AnnotationUtils.isCandidateClass(targetClass, JoltListener.class)) {
			return bean;
		}
		Map<Method, Set<JoltListener>> methods = MethodIntrospector.selectMethods(targetClass, this::listeners);
		if (methods.isEmpty()) {
			this.classesWithout.add(targetClass);
		}
		methods.forEach(
				(method, listeners) -> listeners.forEach((listener) -> register(listener, method, bean, beanName)));
		return bean;
	}

	private @Nullable Set<JoltListener> listeners(Method method) {
		Set<JoltListener> listeners = AnnotatedElementUtils.findMergedRepeatableAnnotations(method, JoltListener.class,
				JoltListeners.class);
		return listeners.isEmpty() ? null : listeners;
	}

	private void register(JoltListener listener, Method method, Object bean, String beanName) {
		try {
			register(listener, endpoint(listener, method, bean, beanName));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new BeanCreationException(beanName,
					"Invalid @JoltListener on " + method.toGenericString() + ": " + ex.getMessage(), ex);
		}
	}

	private MethodJoltListenerEndpoint endpoint(JoltListener listener, Method method, Object bean, String beanName) {
		Assert.isTrue(!Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()),
				"the method must be neither private nor static");
		ConfigurableListableBeanFactory factory = beanFactory();
		Assert.isTrue(!factory.containsBean(beanName) || factory.isSingleton(beanName),
				"the bean must be a singleton, or each instance would listen");
		AnnotationValueResolver resolver = new AnnotationValueResolver(factory);
		String id = resolver.resolveString("id", listener.id());
		MethodJoltListenerEndpoint endpoint = new MethodJoltListenerEndpoint(
				id.isEmpty() ? generateId(beanName, method) : id, bean,
				AopUtils.selectInvocableMethod(method, bean.getClass()));
		endpoint.setTopics(resolver.resolveList("topics", listener.topics()));
		endpoint.setTopicPatterns(resolver.resolveList("topicPatterns", listener.topicPatterns()));
		Assert.isTrue(!endpoint.getTopics().isEmpty() || !endpoint.getTopicPatterns().isEmpty(),
				"it names no topic: set topics or topicPatterns");
		endpoint.setAutoStartup(resolver.resolveBoolean("autoStartup", listener.autoStartup()));
		endpoint.setOverflow(resolver.resolveOverflow("overflow", listener.overflow()));
		return endpoint;
	}

	private String generateId(String beanName, Method method) {
		String id = beanName + "." + method.getName();
		int count = this.generatedIds.merge(id, 1, Integer::sum);
		return (count == 1) ? id : id + "#" + count;
	}

	private void register(JoltListener listener, MethodJoltListenerEndpoint endpoint) {
		Object factory = new AnnotationValueResolver(beanFactory()).resolve("containerFactory",
				listener.containerFactory());
		if (factory instanceof JoltListenerContainerFactory<?> containerFactory) {
			registrar().registerEndpoint(endpoint, containerFactory);
		}
		else if (factory != null && !factory.toString().isBlank()) {
			registrar().registerEndpoint(endpoint, factory.toString().trim());
		}
		else {
			registrar().registerEndpoint(endpoint);
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		JoltListenerEndpointRegistrar endpointRegistrar = registrar();
		beanFactory().getBeanProvider(JoltListenerConfigurer.class)
			.orderedStream()
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

	private ConfigurableListableBeanFactory beanFactory() {
		ConfigurableListableBeanFactory factory = this.beanFactory;
		Assert.state(factory != null, "No bean factory");
		return factory;
	}

}
