package io.jolt.boot.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.spring.config.JoltClientLifecycle;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Starts the broker of a context, and adds it to the context ahead of the application's
 * own configuration. Equal if the annotations are, so that test classes share a cached
 * context.
 *
 * @param settings the broker's settings
 */
record EmbeddedJoltContextCustomizer(EmbeddedJolt settings) implements ContextCustomizer {

	private static final String BROKER_BEAN_NAME = EmbeddedBroker.class.getName();

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		DefaultListableBeanFactory beanFactory = (DefaultListableBeanFactory) context.getBeanFactory();
		EmbeddedBroker broker = EmbeddedBroker.start(this.settings, context.getEnvironment());
		beanFactory.registerSingleton(BROKER_BEAN_NAME, broker);
		// also if the context cannot be refreshed
		beanFactory.registerDisposableBean(BROKER_BEAN_NAME, broker);
		beanFactory.registerBeanDefinition(EmbeddedJoltConfiguration.class.getName(),
				new RootBeanDefinition(EmbeddedJoltConfiguration.class));
		addConnections(beanFactory, broker, context.getEnvironment());
		addProperties(context.getEnvironment(), broker);
	}

	private void addConnections(DefaultListableBeanFactory beanFactory, EmbeddedBroker broker,
			ConfigurableEnvironment environment) {
		ServedConnections.find(List.of(this.settings.connections()), environment).forEach((name, prefix) -> {
			JoltCredentials credentials = broker.application(prefix);
			RootBeanDefinition details = new RootBeanDefinition(JoltConnectionDetails.class,
					() -> new EmbeddedBrokerConnectionDetails(broker.address(), credentials));
			if (name.equals(JoltClientLifecycle.DEFAULT_CONNECTION_NAME)) {
				// to take precedence over the application's own
				details.setPrimary(true);
				beanFactory.registerBeanDefinition("embeddedJoltConnectionDetails", details);
			}
			else {
				details.setDefaultCandidate(false);
				details.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
				beanFactory.registerBeanDefinition(name + "JoltConnectionDetails", details);
			}
		});
	}

	private void addProperties(ConfigurableEnvironment environment, EmbeddedBroker broker) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put(EmbeddedJolt.URL_PROPERTY, "jolt://" + broker.address());
		properties.put(EmbeddedJolt.HOST_PROPERTY, broker.address().host());
		properties.put(EmbeddedJolt.PORT_PROPERTY, broker.address().port());
		JoltCredentials credentials = broker.application("jolt.");
		if (credentials != null) {
			properties.put(EmbeddedJolt.USERNAME_PROPERTY, credentials.username());
			properties.put(EmbeddedJolt.PASSWORD_PROPERTY, credentials.password());
		}
		properties.putAll(TestPropertySourceUtils.convertInlinedPropertiesToMap(this.settings.properties()));
		environment.getPropertySources().addFirst(new MapPropertySource("Embedded Jolt broker", properties));
	}

}
