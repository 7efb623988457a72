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
 * Collects endpoints until all singletons are there, and hands them and those that come
 * later to the registry. Safe for use by several threads, its setters excepted.
 */
public class JoltListenerEndpointRegistrar {

	/**
	 * The name of the container factory bean of endpoints for which none is named.
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
	 * @param endpointRegistry where endpoints go
	 * @param beanFactory where container factories are looked up
	 */
	public JoltListenerEndpointRegistrar(JoltListenerEndpointRegistry endpointRegistry, BeanFactory beanFactory) {
		this.endpointRegistry = endpointRegistry;
		this.beanFactory = beanFactory;
	}

	/**
	 * The registry.
	 * @return where endpoints go
	 */
	public JoltListenerEndpointRegistry getEndpointRegistry() {
		return this.endpointRegistry;
	}

	/**
	 * Sets which container factory is meant where none is named.
	 * @param containerFactoryBeanName the bean's name
	 */
	public void setContainerFactoryBeanName(String containerFactoryBeanName) {
		Assert.hasText(containerFactoryBeanName, "containerFactoryBeanName must not be blank");
		this.containerFactoryBeanName = containerFactoryBeanName;
	}

	/**
	 * What makes the methods of annotated listeners callable.
	 * @return the factory, or {@code null} for each container factory's own
	 */
	public @Nullable MessageHandlerMethodFactory getMessageHandlerMethodFactory() {
		return this.messageHandlerMethodFactory;
	}

	/**
	 * Sets what makes the methods of annotated listeners callable, in place of each
	 * container factory's own.
	 * @param messageHandlerMethodFactory the factory, for example a
	 * {@link io.jolt.spring.listener.JoltMessageHandlerMethodFactory}
	 */
	public void setMessageHandlerMethodFactory(@Nullable MessageHandlerMethodFactory messageHandlerMethodFactory) {
		this.messageHandlerMethodFactory = messageHandlerMethodFactory;
	}

	/**
	 * Sets what validates the payloads of annotated listeners, in place of each container
	 * factory's own validator.
	 * @param validator the validator, or {@code null} for each container factory's own
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Sets what else resolves arguments of annotated listeners. They are asked before the
	 * payload is, which takes any parameter that is left.
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
	 * @param factory makes its container
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
	 * Registers an endpoint that is to listen on one of several connections.
	 * @param endpoint the endpoint
	 * @param connection the connection's name; the bean
	 * {@code <connection>JoltListenerContainerFactory} makes its container
	 * @throws UnknownJoltConnectionException if there is no such connection, at once or
	 * when the endpoints that were collected are registered
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
	 * Registers all that was collected; from now on endpoints are registered at once.
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
			methodEndpoint.setValidator(this.validator);
			methodEndpoint.setCustomArgumentResolvers(this.customMethodArgumentResolvers);
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
			// beside named connections there may be no default one
			new ConnectionContainerFactories(this.beanFactory).requireNone(registration.endpoint());
		}
		Assert.state(this.beanFactory.containsBean(name),
				() -> "No container factory for " + registration.endpoint() + ": there is no bean named '" + name
						+ "'. Define one of type DefaultJoltListenerContainerFactory, or use the Spring Boot starter");
		Assert.state(this.beanFactory.isTypeMatch(name, JoltListenerContainerFactory.class),
				() -> "No container factory for " + registration.endpoint() + ": the bean '" + name
						+ "' is no JoltListenerContainerFactory");
		return this.beanFactory.getBean(name, JoltListenerContainerFactory.class);
	}

	private record Registration(JoltListenerEndpoint endpoint, @Nullable JoltListenerContainerFactory<?> factory,
			@Nullable String factoryBeanName, @Nullable String connection) {
	}

}
