package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltAddressProvider;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientBuilder;
import io.jolt.client.JoltCredentialsProvider;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.DefaultJoltHeaderMapper;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltMessageConverters;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the client and the template.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@EnableConfigurationProperties(JoltProperties.class)
public final class JoltAutoConfiguration {

	/**
	 * The name of the bean that converts payloads. A user's own bean of this name takes
	 * the place of the auto-configured one.
	 */
	static final String MESSAGE_CONVERTER_BEAN_NAME = "joltMessageConverter";

	@Bean
	@ConditionalOnMissingBean
	JoltConnectionDetails joltConnectionDetails(JoltProperties properties, ObjectProvider<SslBundles> sslBundles) {
		JoltConnectionDetails fromFile = ConnectionFileJoltConnectionDetails.read(properties);
		return (fromFile != null) ? fromFile
				: new PropertiesJoltConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	JoltClient joltClient(JoltProperties properties, JoltConnectionDetails connectionDetails,
			ObjectProvider<JoltAddressProvider> addressProvider,
			ObjectProvider<JoltCredentialsProvider> credentialsProvider,
			ObjectProvider<JoltClientBuilderCustomizer> customizers) {
		JoltClientBuilder builder = JoltClient.builder();
		new JoltClientBuilderConfigurer(properties, connectionDetails).configure(builder);
		addressProvider.ifUnique(builder::addressProvider);
		credentialsProvider.ifUnique(builder::credentialsProvider);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Bean
	@ConditionalOnSingleCandidate(JoltClient.class)
	@ConditionalOnMissingBean
	JoltClientLifecycle joltClientLifecycle(JoltClient client, JoltProperties properties,
			ObjectProvider<JoltConnectionDetails> connectionDetails) {
		JoltClientLifecycle lifecycle = new JoltClientLifecycle(client);
		lifecycle.setStartupMode(properties.getStartup());
		if (connectionDetails.getIfUnique() instanceof ConnectionFileJoltConnectionDetails details) {
			lifecycle.setBrokerName(details.file().brokerName());
		}
		return lifecycle;
	}

	@Bean
	@ConditionalOnMissingBean
	JoltHeaderMapper joltHeaderMapper() {
		return new DefaultJoltHeaderMapper();
	}

	@Bean
	JoltObservationConfigurer joltObservationConfigurer(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<JoltPublishObservationConvention> publishConvention,
			ObjectProvider<JoltListenerObservationConvention> listenerConvention) {
		return new JoltObservationConfigurer(registry, publishConvention, listenerConvention);
	}

	@Bean
	@ConditionalOnSingleCandidate(JoltClient.class)
	@ConditionalOnMissingBean(JoltOperations.class)
	JoltTemplate joltTemplate(JoltClient client, JoltProperties properties, JoltHeaderMapper headerMapper,
			@Qualifier(MESSAGE_CONVERTER_BEAN_NAME) MessageConverter messageConverter,
			JoltObservationConfigurer observationConfigurer) {
		JoltTemplate template = new JoltTemplate(client);
		template.setDefaultTopic(defaultTopic(properties));
		template.setHeaderMapper(headerMapper);
		template.setMessageConverter(messageConverter);
		observationConfigurer.configure(template, JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
		return template;
	}

	private static @Nullable String defaultTopic(JoltProperties properties) {
		String topic = properties.getTemplate().getDefaultTopic();
		return StringUtils.hasText(topic) ? topic : null;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JsonConfiguration {

		// no default candidate: it converts for Jolt and for nobody else
		@Bean(name = MESSAGE_CONVERTER_BEAN_NAME, defaultCandidate = false)
		@ConditionalOnMissingBean(name = MESSAGE_CONVERTER_BEAN_NAME)
		SmartMessageConverter joltMessageConverter(ObjectProvider<JsonMapper> jsonMapper) {
			JsonMapper applicationMapper = jsonMapper.getIfUnique();
			return (applicationMapper != null) ? JoltMessageConverters.create(applicationMapper)
					: JoltMessageConverters.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("tools.jackson.databind.json.JsonMapper")
	static class TextConfiguration {

		@Bean(name = MESSAGE_CONVERTER_BEAN_NAME, defaultCandidate = false)
		@ConditionalOnMissingBean(name = MESSAGE_CONVERTER_BEAN_NAME)
		SmartMessageConverter joltMessageConverter() {
			return JoltMessageConverters.create();
		}

	}

}
