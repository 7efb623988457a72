package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltAuthenticationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to set when the broker refused the user.
 */
class JoltAuthenticationFailureAnalyzer extends AbstractFailureAnalyzer<JoltAuthenticationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, JoltAuthenticationException cause) {
		return new FailureAnalysis("The Jolt broker did not let the application in: " + cause.getMessage(),
				"Set 'jolt.username' and 'jolt.password' (or user and password in 'jolt.url', or 'jolt.connection-file') "
						+ "to a user that the broker knows. If it speaks TLS, see also 'jolt.ssl.enabled' and 'jolt.ssl.bundle'.",
				cause);
	}

}
