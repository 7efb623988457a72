package io.jolt.boot.test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.broker.JoltBrokerException;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.PropertyResolver;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * The broker of one context, which runs as soon as it is created, and its users.
 * Immutable.
 */
final class EmbeddedBroker implements DisposableBean {

	static final String HOST = "127.0.0.1";

	private static final int ATTEMPTS = 10;

	private final EmbeddedJolt settings;

	private final PropertyResolver properties;

	// in order; empty without security
	private final Map<String, JoltCredentials> users = new LinkedHashMap<>();

	// of the captor and the responder, who may receive everything; null without security
	private final @Nullable JoltCredentials captor;

	private final JoltBroker broker;

	private EmbeddedBroker(EmbeddedJolt settings, PropertyResolver properties) {
		this.settings = settings;
		this.properties = properties;
		for (EmbeddedJolt.User user : settings.users()) {
			String name = properties.resolveRequiredPlaceholders(user.name());
			this.users.put(name, new JoltCredentials(name, properties.resolveRequiredPlaceholders(user.password())));
		}
		if (this.users.isEmpty() && settings.security()) {
			this.users.put("jolt-test", newUser("jolt-test"));
		}
		this.captor = this.users.isEmpty() ? null : newUser("jolt-captor-" + UUID.randomUUID());
		this.broker = start();
	}

	/**
	 * Starts a broker.
	 * @param settings its settings
	 * @param properties resolves placeholders, and has the application's credentials
	 * @return the broker
	 * @throws JoltBrokerException if it cannot listen on its port
	 * @throws IllegalArgumentException if a setting is invalid
	 */
	static EmbeddedBroker start(EmbeddedJolt settings, PropertyResolver properties) {
		return new EmbeddedBroker(settings, properties);
	}

	private static JoltCredentials newUser(String name) {
		return new JoltCredentials(name, UUID.randomUUID().toString());
	}

	// always on a known port, so that it keeps the port when it is restarted
	private JoltBroker start() {
		if (this.settings.port() != 0) {
			return start(this.settings.port());
		}
		JoltBrokerException taken = null;
		for (int i = 0; i < ATTEMPTS; i++) {
			try {
				return start(TestSocketUtils.findAvailableTcpPort());
			}
			catch (JoltBrokerException ex) {
				// by another process that was faster
				taken = ex;
			}
		}
		throw new IllegalStateException("No free port was found for the embedded Jolt broker", taken);
	}

	private JoltBroker start(int port) {
		JoltBrokerBuilder builder = JoltBroker.builder().passwordIterations(1);
		for (var customizer : this.settings.customizers()) {
			BeanUtils.instantiateClass(customizer).customize(builder);
		}
		addUsers(builder);
		return builder.bind(HOST).port(port).start();
	}

	private void addUsers(JoltBrokerBuilder builder) {
		if (this.captor == null) {
			return;
		}
		builder.user(this.captor.username(), this.captor.password(), "subscribe:>");
		if (this.settings.users().length == 0) {
			this.users.values().forEach((user) -> builder.user(user.username(), user.password(), "admin"));
		}
		for (EmbeddedJolt.User user : this.settings.users()) {
			JoltCredentials credentials = this.users.get(this.properties.resolveRequiredPlaceholders(user.name()));
			Assert.state(credentials != null, "Every user has credentials");
			String[] permissions = user.permissions().clone();
			for (int i = 0; i < permissions.length; i++) {
				permissions[i] = this.properties.resolveRequiredPlaceholders(permissions[i]);
			}
			builder.user(credentials.username(), credentials.password(), permissions);
		}
	}

	JoltBroker broker() {
		return this.broker;
	}

	/**
	 * Its address.
	 * @return the address, which stays the same as long as its context lives
	 */
	JoltAddress address() {
		return new JoltAddress(HOST, this.broker.options().port());
	}

	/**
	 * Whether its port may be released while it is stopped. A random port may not,
	 * because another process could take it.
	 * @return whether the port was configured
	 */
	boolean hasWantedPort() {
		return this.settings.port() != 0;
	}

	/**
	 * Begins to set up a client of the test's own.
	 * @param name the client's name
	 * @return a builder for a client that may receive everything
	 */
	JoltClientBuilder client(String name) {
		JoltClientBuilder builder = JoltClientBuilder.create().name(name).address(HOST, address().port());
		if (this.captor != null) {
			builder.credentials(this.captor.username(), this.captor.password());
		}
		return builder;
	}

	/**
	 * The user of one of the application's connections.
	 * @param prefix the prefix of the connection's properties
	 * @return the user, or {@code null} without security
	 * @throws IllegalArgumentException if the annotation names an unknown user
	 */
	@Nullable JoltCredentials application(String prefix) {
		if (this.users.isEmpty()) {
			return null;
		}
		if (!this.settings.username().isEmpty()) {
			String name = this.properties.resolveRequiredPlaceholders(this.settings.username());
			JoltCredentials user = this.users.get(name);
			Assert.isTrue(user != null, () -> "@EmbeddedJolt has username '" + name + "', but no such user; there are "
					+ this.users.keySet());
			return user;
		}
		String username = this.properties.getProperty(prefix + "username");
		if (StringUtils.hasText(username)) {
			return new JoltCredentials(username, this.properties.getProperty(prefix + "password", ""));
		}
		return this.users.values().iterator().next();
	}

	@Override
	public void destroy() {
		this.broker.close();
	}

}
