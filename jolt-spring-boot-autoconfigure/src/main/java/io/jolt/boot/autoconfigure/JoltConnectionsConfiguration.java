package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientStarter;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * The components that create connections, and the beans of the named ones. Imported by
 * every configuration that depends on which connections exist, so that it is loaded
 * first.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JoltProperties.class)
@Import(JoltConnectionsRegistrar.class)
class JoltConnectionsConfiguration {

	static final String CONNECTION_COMPONENTS_BEAN_NAME = "joltConnectionComponents";

	// created when the first properties are bound, whatever their prefix
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ConfigurationPropertiesBindHandlerAdvisor joltServiceLinksBindHandlerAdvisor(Environment environment) {
		return (bindHandler) -> new KubernetesServiceLinksBindHandler(bindHandler, environment);
	}

	@Bean(JoltClientStarter.BEAN_NAME)
	@ConditionalOnMissingBean(name = JoltClientStarter.BEAN_NAME, search = SearchStrategy.CURRENT)
	static JoltClientStarter joltClientStarter() {
		return new JoltClientStarter();
	}

	@Bean
	ConnectionBeans joltConnectionBeans(JoltProperties properties, ConfigurableListableBeanFactory beanFactory) {
		return new ConnectionBeans(beanFactory, properties.getConnections().keySet());
	}

	@Bean
	TcpJoltClientFactory joltTcpClientFactory(JoltProperties properties, ConnectionBeans beans,
			BeanFactory beanFactory) {
		return new TcpJoltClientFactory(properties, beans, beanFactory);
	}

	@Bean(CONNECTION_COMPONENTS_BEAN_NAME)
	ConnectionComponents joltConnectionComponents(JoltProperties properties, ConnectionBeans beans,
			Environment environment, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<JoltTemplateConfigurer> templateConfigurer,
			ObjectProvider<JoltListenerContainerFactoryConfigurer> containerFactoryConfigurer) {
		return new ConnectionComponents(properties, beans, environment, sslBundles, templateConfigurer,
				containerFactoryConfigurer);
	}

}
