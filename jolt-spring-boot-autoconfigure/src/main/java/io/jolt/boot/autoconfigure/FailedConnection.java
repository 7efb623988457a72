package io.jolt.boot.autoconfigure;

import java.util.regex.Pattern;

import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltStartupException;

import org.springframework.core.env.Environment;

/**
 * A connection that failed, so that descriptions can name it and advice can name its
 * properties.
 */
final class FailedConnection {

	// properties of the embedded broker and of listeners do not belong to a connection
	private static final Pattern PROPERTY = Pattern.compile("'jolt\\.(?!(?:embedded|listener)\\.)");

	private final String name;

	private final Environment environment;

	FailedConnection(String name, Environment environment) {
		this.name = name;
		this.environment = environment;
	}

	/**
	 * Finds the connection.
	 * @param failure the failure of start-up
	 * @param environment the application's properties
	 * @return the connection, the default one if the failure names none
	 */
	static FailedConnection of(Throwable failure, Environment environment) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof JoltStartupException startup) {
				return new FailedConnection(startup.connectionName(), environment);
			}
		}
		return new FailedConnection(JoltClientLifecycle.DEFAULT_CONNECTION_NAME, environment);
	}

	boolean isNamed() {
		return !this.name.equals(JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
	}

	/**
	 * Names the connection in a description.
	 * @param text what happened
	 * @return the text, preceded by the connection's name if it is a named one
	 */
	String description(String text) {
		return isNamed() ? "Jolt connection '" + this.name + "': " + text : text;
	}

	/**
	 * Names the connection's properties in advice.
	 * @param text the advice, with the default connection's properties in quotation marks
	 * @return the text with this connection's properties
	 */
	String advice(String text) {
		return isNamed() ? PROPERTY.matcher(text).replaceAll("'" + JoltConnectionSettings.prefix(this.name) + ".")
				: text;
	}

	/**
	 * Whether one of the connection's properties is set.
	 * @param property the name without its prefix
	 * @return {@code true} if it has a value
	 */
	boolean has(String property) {
		return this.environment.containsProperty(JoltConnectionSettings.prefix(this.name) + "." + property);
	}

}
