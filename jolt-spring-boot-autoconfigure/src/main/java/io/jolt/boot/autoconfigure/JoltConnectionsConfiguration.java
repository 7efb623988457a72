package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientStarter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * What makes every connection, and the beans of the named ones. Imported by whatever asks
 * which connections there are, so that it is loaded before the first of them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JoltProperties.class)
@Import(JoltConnectionsRegistrar.class)
class JoltConnectionsConfiguration {

	static final String CONNECTION_FACTORY_BEAN_NAME = "joltConnectionFactory";

	@Bean(JoltClientStarter.BEAN_NAME)
	@ConditionalOnMissingBean(name = JoltClientStarter.BEAN_NAME, search = SearchStrategy.CURRENT)
	static JoltClientStarter joltClientStarter() {
		return new JoltClientStarter();
	}

	@Bean
	ConnectionBeans joltConnectionBeans(JoltProperties properties, ConfigurableListableBeanFactory beanFactory) {
		return new ConnectionBeans(beanFactory, properties.getConnections().keySet());
	}

	@Bean(CONNECTION_FACTORY_BEAN_NAME)
	JoltConnectionFactory joltConnectionFactory(JoltProperties properties, ConnectionBeans beans,
			Environment environment, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<JoltTemplateConfigurer> templateConfigurer,
			ObjectProvider<JoltListenerContainerFactoryConfigurer> containerFactoryConfigurer) {
		return new JoltConnectionFactory(properties, beans, environment, sslBundles, templateConfigurer,
				containerFactoryConfigurer);
	}

}
