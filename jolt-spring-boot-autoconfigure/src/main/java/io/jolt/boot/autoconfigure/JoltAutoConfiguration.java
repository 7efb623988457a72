package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltClient;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.DefaultJoltHeaderMapper;
import io.jolt.spring.core.DefaultJoltMessageMapper;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltMessageConverters;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.jolt.spring.observation.JoltRequestObservationConvention;
import io.jolt.spring.service.JoltServiceProxyFactory;
import io.jolt.spring.service.JoltServiceProxyFactoryCustomizer;
import io.micrometer.observation.ObservationRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * Auto-configuration for the client and the template of the default connection, and for
 * the named connections {@code jolt.connections.*}.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@Import({ JoltConnectionsConfiguration.class, SpanExportConfiguration.class })
public final class JoltAutoConfiguration {

	/**
	 * The name of the bean that converts payloads. For everything but text it first asks
	 * the application's other {@link MessageConverter} beans, in their order. An
	 * application's bean of this name replaces it.
	 */
	static final String MESSAGE_CONVERTER_BEAN_NAME = "joltMessageConverter";

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnDefaultJoltConnectionCondition.class)
	JoltConnectionDetails joltConnectionDetails(ConnectionComponents components) {
		return components.connectionDetails(JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
	}

	@Bean(destroyMethod = "close")
	@Conditional(OnDefaultJoltClientCondition.class)
	@ConditionalOnMissingBean
	JoltClient joltClient(ConnectionComponents components) {
		return components.client(JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
	}

	@Bean
	@ConditionalOnSingleCandidate(JoltClient.class)
	@ConditionalOnMissingBean
	JoltClientLifecycle joltClientLifecycle(ConnectionComponents components, JoltClient client) {
		return components.clientLifecycle(JoltClientLifecycle.DEFAULT_CONNECTION_NAME, client);
	}

	@Bean
	@ConditionalOnMissingBean
	JoltHeaderMapper joltHeaderMapper() {
		return new DefaultJoltHeaderMapper();
	}

	@Bean
	JoltObservationConfigurer joltObservationConfigurer(ListableBeanFactory beanFactory,
			ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<JoltPublishObservationConvention> publishConvention,
			ObjectProvider<JoltRequestObservationConvention> requestConvention,
			ObjectProvider<JoltListenerObservationConvention> listenerConvention) {
		return new JoltObservationConfigurer(beanFactory, registry, publishConvention, requestConvention,
				listenerConvention);
	}

	@Bean
	@ConditionalOnMissingBean
	JoltMessageMapper joltMessageMapper(@Qualifier(MESSAGE_CONVERTER_BEAN_NAME) MessageConverter messageConverter,
			JoltHeaderMapper headerMapper) {
		return new DefaultJoltMessageMapper(messageConverter, headerMapper);
	}

	@Bean
	@ConditionalOnMissingBean
	JoltTemplateConfigurer joltTemplateConfigurer(JoltMessageMapper messageMapper,
			@Qualifier(MESSAGE_CONVERTER_BEAN_NAME) MessageConverter messageConverter,
			JoltObservationConfigurer observationConfigurer) {
		return new JoltTemplateConfigurer(messageMapper, messageConverter, observationConfigurer);
	}

	@Bean
	@ConditionalOnSingleCandidate(JoltClient.class)
	@ConditionalOnMissingBean(JoltOperations.class)
	JoltTemplate joltTemplate(ConnectionComponents components, JoltClient client) {
		return components.template(JoltClientLifecycle.DEFAULT_CONNECTION_NAME, client);
	}

	@Bean
	@ConditionalOnSingleCandidate(JoltOperations.class)
	@ConditionalOnMissingBean
	JoltServiceProxyFactory joltServiceProxyFactory(JoltOperations operations,
			ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<JoltServiceProxyFactoryCustomizer> customizers) {
		JoltServiceProxyFactory.Builder builder = JoltServiceProxyFactory.builder(operations)
			.embeddedValueResolver(new EmbeddedValueResolver(beanFactory))
			.conversionService(beanFactory.getConversionService());
		customizers.orderedStream()
			.forEach((customizer) -> customizer.customize(JoltClientLifecycle.DEFAULT_CONNECTION_NAME, builder));
		return builder.build();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JsonConfiguration {

		// not a default candidate: it converts only for Jolt
		@Bean(name = MESSAGE_CONVERTER_BEAN_NAME, defaultCandidate = false)
		@ConditionalOnMissingBean(name = MESSAGE_CONVERTER_BEAN_NAME)
		SmartMessageConverter joltMessageConverter(ObjectProvider<JsonMapper> jsonMapper,
				ConfigurableListableBeanFactory beanFactory) {
			JsonMapper applicationMapper = UniqueBean.find(jsonMapper,
					"define the bean '" + MESSAGE_CONVERTER_BEAN_NAME + "', which then converts all payloads");
			return JoltMessageConverters.create(MessageConverterBeans.find(beanFactory), (applicationMapper != null)
					? JoltMessageConverters.create(applicationMapper) : JoltMessageConverters.create());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("tools.jackson.databind.json.JsonMapper")
	static class TextConfiguration {

		@Bean(name = MESSAGE_CONVERTER_BEAN_NAME, defaultCandidate = false)
		@ConditionalOnMissingBean(name = MESSAGE_CONVERTER_BEAN_NAME)
		SmartMessageConverter joltMessageConverter(ConfigurableListableBeanFactory beanFactory) {
			return JoltMessageConverters.create(MessageConverterBeans.find(beanFactory),
					JoltMessageConverters.createTextOnly());
		}

	}

}
