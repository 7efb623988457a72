package io.jolt.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientInterceptor;
import io.jolt.client.spi.InterceptedClient;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltTemplate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Creates the beans of a connection, default or named. Each method is the factory method
 * of one bean per connection.
 */
class ConnectionComponents {

	private final JoltProperties properties;

	private final ConnectionBeans beans;

	private final Environment environment;

	private final ObjectProvider<SslBundles> sslBundles;

	private final ObjectProvider<JoltTemplateConfigurer> templateConfigurer;

	private final ObjectProvider<JoltListenerContainerFactoryConfigurer> containerFactoryConfigurer;

	ConnectionComponents(JoltProperties properties, ConnectionBeans beans, Environment environment,
			ObjectProvider<SslBundles> sslBundles, ObjectProvider<JoltTemplateConfigurer> templateConfigurer,
			ObjectProvider<JoltListenerContainerFactoryConfigurer> containerFactoryConfigurer) {
		this.properties = properties;
		this.beans = beans;
		this.environment = environment;
		this.sslBundles = sslBundles;
		this.templateConfigurer = templateConfigurer;
		this.containerFactoryConfigurer = containerFactoryConfigurer;
	}

	JoltConnectionDetails connectionDetails(String connection) {
		JoltConnectionSettings settings = settings(connection);
		JoltConnectionDetails fromFile = ConnectionFileJoltConnectionDetails.read(settings);
		if (fromFile != null) {
			return fromFile;
		}
		if (this.beans.unique(JoltAddressProvider.class, connection) == null) {
			KubernetesServiceLinkException.check(settings, this.environment);
		}
		return new PropertiesJoltConnectionDetails(settings, this.sslBundles.getIfAvailable());
	}

	JoltClient client(String connection) {
		return InterceptedClient.of(clientFactory(connection).createClient(connection),
				this.beans.ordered(JoltClientInterceptor.class, connection));
	}

	private JoltClientFactory clientFactory(String connection) {
		JoltConnectionSettings settings = settings(connection);
		String transport = settings.properties().getTransport();
		Map<String, JoltClientFactory> all = this.beans.named(JoltClientFactory.class, connection);
		Map<String, JoltClientFactory> fitting = new LinkedHashMap<>(all);
		fitting.values().removeIf((factory) -> !factory.transport().equals(transport));
		if (fitting.size() > 1) {
			// the application's own takes the place of the one that is always there
			fitting.values().removeIf(TcpJoltClientFactory.class::isInstance);
		}
		if (fitting.size() > 1) {
			throw new AmbiguousJoltBeanException(JoltClientFactory.class, fitting.keySet(),
					"let each have a transport of its own");
		}
		return fitting.values()
			.stream()
			.findFirst()
			.orElseThrow(() -> new UnknownJoltTransportException(settings.property("transport"), transport,
					all.values().stream().map(JoltClientFactory::transport).toList()));
	}

	JoltClientLifecycle clientLifecycle(String connection, JoltClient client) {
		JoltClientLifecycle lifecycle = new JoltClientLifecycle(client);
		lifecycle.setConnectionName(connection);
		lifecycle.setStartupMode(settings(connection).properties().getStartup());
		lifecycle.setFailureAdvice(new FailureAdvice(connection, this.environment));
		return lifecycle;
	}

	JoltTemplate template(String connection, JoltClient client) {
		JoltTemplate template = new JoltTemplate(client);
		this.templateConfigurer.getObject().configure(template, connection);
		String defaultTopic = settings(connection).properties().getTemplate().getDefaultTopic();
		template.setDefaultTopic(StringUtils.hasText(defaultTopic) ? defaultTopic : null);
		return template;
	}

	DefaultJoltListenerContainerFactory listenerContainerFactory(String connection, JoltClient client) {
		DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(client);
		factory.getContainerProperties().setConnectionName(connection);
		this.containerFactoryConfigurer.getObject().configure(factory);
		return factory;
	}

	private JoltConnectionSettings settings(String connection) {
		return JoltConnectionSettings.of(this.properties, connection);
	}

}
