package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientLifecycle;

import org.springframework.util.Assert;

/**
 * The settings of one connection, with its name and the prefix of its properties.
 *
 * @param name the connection's name
 * @param prefix the prefix of its properties
 * @param properties the values
 */
record JoltConnectionSettings(String name, String prefix, JoltMessagingProperties properties) {

	/**
	 * The prefix of the named connections' properties.
	 */
	static final String NAMED_PREFIX = "jolt.connections";

	private static final String DEFAULT_PREFIX = "jolt";

	/**
	 * Finds the settings of a connection.
	 * @param properties the application's properties
	 * @param name the connection's name
	 * @return its settings
	 */
	static JoltConnectionSettings of(JoltProperties properties, String name) {
		if (name.equals(JoltClientLifecycle.DEFAULT_CONNECTION_NAME)) {
			return ofDefault(properties);
		}
		JoltMessagingProperties named = properties.getConnections().get(name);
		Assert.state(named != null, () -> "No property below '" + prefix(name) + "' exists any more");
		return new JoltConnectionSettings(name, prefix(name), named);
	}

	static JoltConnectionSettings ofDefault(JoltProperties properties) {
		return new JoltConnectionSettings(JoltClientLifecycle.DEFAULT_CONNECTION_NAME, DEFAULT_PREFIX, properties);
	}

	/**
	 * The prefix of a connection's properties.
	 * @param name the connection's name
	 * @return the prefix, without a trailing dot
	 */
	static String prefix(String name) {
		return name.equals(JoltClientLifecycle.DEFAULT_CONNECTION_NAME) ? DEFAULT_PREFIX : NAMED_PREFIX + "." + name;
	}

	/**
	 * The full name of one of the properties.
	 * @param name the name without the prefix
	 * @return the name with the prefix
	 */
	String property(String name) {
		return this.prefix + "." + name;
	}

}
