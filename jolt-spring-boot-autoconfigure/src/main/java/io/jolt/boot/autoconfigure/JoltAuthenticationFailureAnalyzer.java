package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltAuthenticationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says what to set when the broker rejected the credentials.
 */
class JoltAuthenticationFailureAnalyzer extends AbstractFailureAnalyzer<JoltAuthenticationException> {

	private static final String CREDENTIALS = "Set 'jolt.username' and 'jolt.password' (or user and password in 'jolt.url', "
			+ "or 'jolt.connection-file') to a user that the broker knows. If it speaks TLS, see also "
			+ "'jolt.ssl.enabled' and 'jolt.ssl.bundle'.";

	private static final String URL = "Put a user that the broker knows, and the password, into 'jolt.url', as in "
			+ "jolt://user:password@host: beside it, 'jolt.username' and 'jolt.password' have no effect.";

	private static final String FILE = "Ask the broker's administrator for a new connection file, and set "
			+ "'jolt.connection-file' to it: the broker does not know, or no longer trusts, the user of this one.";

	private final Environment environment;

	JoltAuthenticationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, JoltAuthenticationException cause) {
		FailedConnection connection = FailedConnection.of(rootFailure, this.environment);
		return new FailureAnalysis(
				connection.description("The Jolt broker did not let the application in: " + cause.getMessage()),
				action(connection), cause);
	}

	static String action(FailedConnection connection) {
		if (connection.has(ConnectionFileJoltConnectionDetails.PROPERTY)) {
			return connection.advice(FILE);
		}
		return connection.advice(connection.has("url") ? URL : CREDENTIALS);
	}

}
