package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.UnknownJoltConnectionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about a listener on a connection that does not exist.
 */
class UnknownJoltConnectionFailureAnalyzer extends AbstractFailureAnalyzer<UnknownJoltConnectionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownJoltConnectionException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", action(cause.connection()), cause);
	}

	private static String action(String connection) {
		if (connection.equals(JoltClientLifecycle.DEFAULT_CONNECTION_NAME)) {
			return "Name one of them in the attribute 'connection' of @JoltListener or @ImportJoltServices, or locate the "
					+ "default connection's broker with 'jolt.url', or 'jolt.host' and 'jolt.port'.";
		}
		return "Correct the attribute 'connection' of @JoltListener or @ImportJoltServices, or describe the connection "
				+ "with the properties '" + JoltConnectionSettings.prefix(connection) + ".*'.";
	}

}
