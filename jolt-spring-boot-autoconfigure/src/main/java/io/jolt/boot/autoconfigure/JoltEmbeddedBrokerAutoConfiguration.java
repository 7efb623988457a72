package io.jolt.boot.autoconfigure;

import java.util.function.Supplier;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
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

/**
 * Auto-configuration of a broker inside the application, to which the client connects. It
 * backs off where a {@link JoltConnectionDetails} bean says that the broker is elsewhere.
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
				ObjectProvider<SslBundles> sslBundles) {
			JoltConnectionSettings settings = JoltConnectionSettings.ofDefault(properties);
			// a broker with users, the application's own or a customized one, asks who is
			// there
			return new EmbeddedJoltConnectionDetails(broker, PropertiesJoltConnectionDetails.credentials(settings),
					sslBundle(broker, settings, sslBundles));
		}

		// a plain broker in a test must not fail on the TLS of the production's
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

		// a post-processor, because a lazily initialized bean would not end start-up
		@Bean
		static BeanFactoryPostProcessor missingJoltBroker() {
			return (beanFactory) -> {
				throw new MissingJoltBrokerException();
			};
		}

	}

}
