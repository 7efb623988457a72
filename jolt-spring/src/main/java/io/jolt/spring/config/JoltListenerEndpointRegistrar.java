package io.jolt.spring.config;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.Assert;
import org.springframework.validation.Validator;

/**
 * Collects endpoints until all singletons are instantiated, and then passes them and all
 * later ones to the registry. Safe for use by several threads, except for its setters.
 */
public class JoltListenerEndpointRegistrar {

	/**
	 * The name of the container factory bean for endpoints that do not name one.
	 */
	public static final String DEFAULT_CONTAINER_FACTORY_BEAN_NAME = "joltListenerContainerFactory";

	private final JoltListenerEndpointRegistry endpointRegistry;

	private final BeanFactory beanFactory;

	private String containerFactoryBeanName = DEFAULT_CONTAINER_FACTORY_BEAN_NAME;

	private @Nullable MessageHandlerMethodFactory messageHandlerMethodFactory;

	private @Nullable Validator validator;

	private List<HandlerMethodArgumentResolver> customMethodArgumentResolvers = List.of();

	// guarded by itself
	private final List<Registration> waiting = new ArrayList<>();

	// guarded by waiting
	private boolean open;

	/**
	 * Creates a registrar.
	 * @param endpointRegistry the registry of the endpoints
	 * @param beanFactory the bean factory that has the container factories
	 */
	public JoltListenerEndpointRegistrar(JoltListenerEndpointRegistry endpointRegistry, BeanFactory beanFactory) {
		this.endpointRegistry = endpointRegistry;
		this.beanFactory = beanFactory;
	}

	/**
	 * The registry.
	 * @return the registry of the endpoints
	 */
	public JoltListenerEndpointRegistry getEndpointRegistry() {
		return this.endpointRegistry;
	}

	/**
	 * Sets the container factory for endpoints that do not name one.
	 * @param containerFactoryBeanName the bean's name
	 */
	public void setContainerFactoryBeanName(String containerFactoryBeanName) {
		Assert.hasText(containerFactoryBeanName, "containerFactoryBeanName must not be blank");
		this.containerFactoryBeanName = containerFactoryBeanName;
	}

	/**
	 * The factory that makes the methods of annotated listeners callable.
	 * @return the factory, or {@code null} for each container factory's own
	 */
	public @Nullable MessageHandlerMethodFactory getMessageHandlerMethodFactory() {
		return this.messageHandlerMethodFactory;
	}

	/**
	 * Sets the factory that makes the methods of annotated listeners callable, instead of
	 * each container factory's own.
	 * @param messageHandlerMethodFactory the factory, for example a
	 * {@link io.jolt.spring.listener.adapter.JoltMessageHandlerMethodFactory}
	 */
	public void setMessageHandlerMethodFactory(@Nullable MessageHandlerMethodFactory messageHandlerMethodFactory) {
		this.messageHandlerMethodFactory = messageHandlerMethodFactory;
	}

	/**
	 * Sets the validator of the payloads of annotated listeners, instead of each
	 * container factory's own.
	 * @param validator the validator, or {@code null} for each container factory's own
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Sets additional resolvers for arguments of annotated listeners. They are asked
	 * before the payload resolver, which takes any remaining parameter.
	 * @param resolvers the resolvers
	 */
	public void setCustomMethodArgumentResolvers(HandlerMethodArgumentResolver... resolvers) {
		this.customMethodArgumentResolvers = List.of(resolvers);
	}

	/**
	 * Registers an endpoint with the default container factory.
	 * @param endpoint the endpoint
	 */
	public void registerEndpoint(JoltListenerEndpoint endpoint) {
		registerEndpoint(new Registration(endpoint, null, null, null));
	}

	/**
	 * Registers an endpoint.
	 * @param endpoint the endpoint
	 * @param factory the factory of its container
	 */
	public void registerEndpoint(JoltListenerEndpoint endpoint, JoltListenerContainerFactory<?> factory) {
		registerEndpoint(new Registration(endpoint, factory, null, null));
	}

	/**
	 * Registers an endpoint with a container factory that is looked up when it is needed.
	 * @param endpoint the endpoint
	 * @param containerFactoryBeanName the name of the bean that makes its container
	 */
	public void registerEndpoint(JoltListenerEndpoint endpoint, String containerFactoryBeanName) {
		registerEndpoint(new Registration(endpoint, null, containerFactoryBeanName, null));
	}

	/**
	 * Registers an endpoint that listens on one of several connections.
	 * @param endpoint the endpoint
	 * @param connection the connection's name; the bean
	 * {@code <connection>JoltListenerContainerFactory} creates its container
	 * @throws UnknownJoltConnectionException if the connection does not exist, at once or
	 * when the collected endpoints are registered
	 */
	public void registerEndpointOnConnection(JoltListenerEndpoint endpoint, String connection) {
		registerEndpoint(new Registration(endpoint, null, null, connection));
	}

	private void registerEndpoint(Registration registration) {
		synchronized (this.waiting) {
			if (!this.open) {
				this.waiting.add(registration);
				return;
			}
		}
		register(registration);
	}

	/**
	 * Registers the collected endpoints; from now on endpoints are registered at once.
	 */
	public void registerAllEndpoints() {
		List<Registration> collected;
		synchronized (this.waiting) {
			this.open = true;
			collected = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		collected.forEach(this::register);
	}

	private void register(Registration registration) {
		JoltListenerEndpoint endpoint = registration.endpoint();
		if (endpoint instanceof MethodJoltListenerEndpoint methodEndpoint) {
			if (this.messageHandlerMethodFactory != null) {
				methodEndpoint.setMessageHandlerMethodFactory(this.messageHandlerMethodFactory);
			}
			if (this.validator != null) {
				methodEndpoint.setValidator(this.validator);
			}
			if (!this.customMethodArgumentResolvers.isEmpty()) {
				methodEndpoint.setCustomArgumentResolvers(this.customMethodArgumentResolvers);
			}
		}
		this.endpointRegistry.registerListenerContainer(endpoint, factory(registration));
	}

	private JoltListenerContainerFactory<?> factory(Registration registration) {
		if (registration.factory() != null) {
			return registration.factory();
		}
		if (registration.connection() != null) {
			return new ConnectionContainerFactories(this.beanFactory).get(registration.connection(),
					registration.endpoint());
		}
		String name = (registration.factoryBeanName() != null) ? registration.factoryBeanName()
				: this.containerFactoryBeanName;
		if (DEFAULT_CONTAINER_FACTORY_BEAN_NAME.equals(name) && !this.beanFactory.containsBean(name)) {
			// with named connections there may be no default connection
			new ConnectionContainerFactories(this.beanFactory).requireNone(registration.endpoint());
		}
		Assert.state(this.beanFactory.containsBean(name),
				() -> "No container factory for " + registration.endpoint() + ": there is no bean named '" + name
						+ "'. Define one of type DefaultJoltListenerContainerFactory, or use the Spring Boot starter");
		Assert.state(this.beanFactory.isTypeMatch(name, JoltListenerContainerFactory.class),
				() -> "No container factory for " + registration.endpoint() + ": the bean '" + name
						+ "' is not a JoltListenerContainerFactory");
		return this.beanFactory.getBean(name, JoltListenerContainerFactory.class);
	}

	private record Registration(JoltListenerEndpoint endpoint, @Nullable JoltListenerContainerFactory<?> factory,
			@Nullable String factoryBeanName, @Nullable String connection) {
	}

}
