package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltCredentialsProvider;
import io.jolt.spring.config.JoltClientLifecycle;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.Assert;

/**
 * Creates clients that connect to a Jolt broker over TCP, with the connection's
 * properties and the application's beans.
 */
final class TcpJoltClientFactory implements JoltClientFactory {

	/**
	 * The name of the transport.
	 */
	static final String TRANSPORT = "jolt";

	private final JoltProperties properties;

	private final ConnectionBeans beans;

	private final BeanFactory beanFactory;

	TcpJoltClientFactory(JoltProperties properties, ConnectionBeans beans, BeanFactory beanFactory) {
		this.properties = properties;
		this.beans = beans;
		this.beanFactory = beanFactory;
	}

	@Override
	public String transport() {
		return TRANSPORT;
	}

	@Override
	public JoltClient createClient(String connection) {
		JoltClientBuilder builder = JoltClientBuilder.create();
		new JoltClientBuilderConfigurer(JoltConnectionSettings.of(this.properties, connection), details(connection))
			.configure(builder);
		JoltAddressProvider addressProvider = this.beans.unique(JoltAddressProvider.class, connection);
		if (addressProvider != null) {
			builder.addressProvider(addressProvider);
		}
		JoltCredentialsProvider credentialsProvider = this.beans.unique(JoltCredentialsProvider.class, connection);
		if (credentialsProvider != null) {
			builder.credentialsProvider(credentialsProvider);
		}
		this.beans.ordered(JoltClientBuilderCustomizer.class, connection)
			.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private JoltConnectionDetails details(String connection) {
		if (!connection.equals(JoltClientLifecycle.DEFAULT_CONNECTION_NAME)) {
			return this.beanFactory.getBean(JoltConnectionsRegistrar.detailsBeanName(connection),
					JoltConnectionDetails.class);
		}
		JoltConnectionDetails details = UniqueBean.find(this.beanFactory.getBeanProvider(JoltConnectionDetails.class),
				"declare only one of them as a bean");
		Assert.state(details != null, "There are no JoltConnectionDetails for the default connection");
		return details;
	}

}
