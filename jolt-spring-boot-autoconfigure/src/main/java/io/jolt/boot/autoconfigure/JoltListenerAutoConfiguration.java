package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltClient;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.annotation.JoltListenerAnnotationBeanPostProcessor;
import io.jolt.spring.annotation.PropertyLists;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpointRegistrar;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageRecoverer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.validation.Validator;

/**
 * Auto-configuration for {@link io.jolt.spring.annotation.JoltListener @JoltListener}.
 */
@AutoConfiguration(after = JoltAutoConfiguration.class)
@Import(JoltListenerThreadsConfiguration.class)
@EnableConfigurationProperties(JoltProperties.class)
public final class JoltListenerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	JoltListenerContainerFactoryConfigurer joltListenerContainerFactoryConfigurer(JoltProperties properties,
			JoltMessageMapper messageMapper,
			@Qualifier(JoltAutoConfiguration.MESSAGE_CONVERTER_BEAN_NAME) MessageConverter messageConverter,
			ObjectProvider<Validator> validator, ObjectProvider<JoltErrorHandler> errorHandler,
			ObjectProvider<JoltMessageRecoverer> recoverer, ConnectionBeans connectionBeans,
			JoltObservationConfigurer observationConfigurer, ConfigurableListableBeanFactory beanFactory) {
		return new JoltListenerContainerFactoryConfigurer(properties, messageMapper, messageConverter,
				new PayloadValidator(validator, beanFactory),
				new ListenerErrorHandling(properties.getListener(), errorHandler, recoverer, observationConfigurer),
				connectionBeans, observationConfigurer);
	}

	@Bean(JoltListenerEndpointRegistrar.DEFAULT_CONTAINER_FACTORY_BEAN_NAME)
	@ConditionalOnSingleCandidate(JoltClient.class)
	@ConditionalOnMissingBean(name = JoltListenerEndpointRegistrar.DEFAULT_CONTAINER_FACTORY_BEAN_NAME)
	DefaultJoltListenerContainerFactory joltListenerContainerFactory(ConnectionComponents components,
			JoltClient client) {
		return components.listenerContainerFactory(JoltClientLifecycle.DEFAULT_CONNECTION_NAME, client);
	}

	@Bean
	static JoltListenerLazyInitializationExcludeFilter joltListenerLazyInitializationExcludeFilter() {
		return new JoltListenerLazyInitializationExcludeFilter();
	}

	@Bean
	@ConditionalOnMissingBean
	static PropertyLists joltPropertyLists() {
		return new BoundPropertyLists();
	}

	@Bean
	JoltListenerConfigurer joltStartupConfigurer(JoltProperties properties) {
		return (registrar) -> {
			JoltListenerEndpointRegistry registry = registrar.getEndpointRegistry();
			registry.setStartupMode(properties.getStartup());
			properties.getConnections()
				.forEach((connection, settings) -> registry.setStartupMode(connection, settings.getStartup()));
			InvalidJoltPropertyException.check("jolt.startup-timeout",
					() -> registry.setStartupTimeout(properties.getStartupTimeout()));
		};
	}

	// a parent context's post-processor does not see the beans of this one
	@Configuration(proxyBeanMethods = false)
	@EnableJolt
	@ConditionalOnMissingBean(name = JoltListenerAnnotationBeanPostProcessor.BEAN_NAME, search = SearchStrategy.CURRENT)
	static class EnableJoltConfiguration {

	}

}
