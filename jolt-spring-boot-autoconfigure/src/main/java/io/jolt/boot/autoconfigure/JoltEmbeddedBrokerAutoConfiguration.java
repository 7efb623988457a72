package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for a broker inside the application, to which the client connects.
 * It backs off if a {@link JoltConnectionDetails} bean locates the broker elsewhere, but
 * {@code jolt.embedded.enabled} takes precedence over properties that do.
 */
@AutoConfiguration(before = JoltAutoConfiguration.class)
@ConditionalOnBooleanProperty("jolt.embedded.enabled")
@ConditionalOnMissingBean(JoltConnectionDetails.class)
@Import(JoltConnectionsConfiguration.class)
public final class JoltEmbeddedBrokerAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JoltBroker.class)
	@ImportRuntimeHints(JoltBrokerRuntimeHints.class)
	static class BrokerConfiguration {

		private static final Log logger = LogFactory.getLog(JoltEmbeddedBrokerAutoConfiguration.class);

		@Bean(destroyMethod = "close")
		@ConditionalOnMissingBean
		JoltBroker joltBroker(JoltProperties properties, ObjectProvider<JoltBrokerBuilderCustomizer> customizers) {
			JoltBrokerBuilder builder = JoltBroker.builder();
			new JoltBrokerBuilderConfigurer(properties.getEmbedded()).configure(builder);
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		}

		@Bean
		@ConditionalOnMissingBean
		JoltBrokerLifecycle joltBrokerLifecycle(JoltBroker broker) {
			return new JoltBrokerLifecycle(broker);
		}

		@Bean
		JoltConnectionDetails joltConnectionDetails(JoltBroker broker, JoltProperties properties,
				ObjectProvider<SslBundles> sslBundles, Environment environment) {
			JoltConnectionSettings settings = JoltConnectionSettings.ofDefault(properties);
			sayWhatDoesNotCount(environment);
			// a broker with users, the application's own or a customized one, requires
			// credentials
			return new EmbeddedJoltConnectionDetails(broker, PropertiesJoltConnectionDetails.credentials(settings),
					sslBundle(broker, settings, sslBundles));
		}

		// for example if a test's profile enables the broker and the application's file
		// describes the one in production
		private static void sayWhatDoesNotCount(Environment environment) {
			List<String> ignored = DefaultConnectionLocation.properties(environment);
			if (!ignored.isEmpty()) {
				logger.info("The default Jolt connection leads to the embedded broker, because "
						+ "'jolt.embedded.enabled' is true. The broker's location in "
						+ ignored.stream().collect(Collectors.joining("', '", "'", "'")) + " is ignored.");
			}
		}

		// a plain broker in a test must not fail because of the TLS settings for
		// production
		private static @Nullable Supplier<SslBundle> sslBundle(JoltBroker broker, JoltConnectionSettings settings,
				ObjectProvider<SslBundles> sslBundles) {
			boolean demanded = settings.properties().getSsl().getEnabled() == null;
			return (broker.options().tls() != null)
					? ConfiguredSsl.bundle(settings, demanded, sslBundles.getIfAvailable()) : null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("io.jolt.broker.JoltBroker")
	static class MissingBrokerConfiguration {

		// a post-processor, because a lazily initialized bean would not make start-up
		// fail
		@Bean
		static BeanFactoryPostProcessor missingJoltBroker() {
			return (beanFactory) -> {
				throw new MissingJoltBrokerException();
			};
		}

	}

}
