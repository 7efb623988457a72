package io.jolt.boot.autoconfigure;

import java.util.function.Function;

import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.tcp.JoltPlaintextCredentialsException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Advises in the log of a running application which property to set, as the failure
 * analyzers do when start-up fails. Gives no advice on an unreachable broker, which may
 * still start.
 */
class FailureAdvice implements Function<JoltException, @Nullable String> {

	private final FailedConnection connection;

	private final Environment environment;

	FailureAdvice(String connection, Environment environment) {
		this.connection = new FailedConnection(connection, environment);
		this.environment = environment;
	}

	@Override
	public @Nullable String apply(JoltException failure) {
		if (failure instanceof JoltAuthenticationException) {
			return JoltAuthenticationFailureAnalyzer.action(this.connection);
		}
		String action = null;
		if (failure instanceof JoltPlaintextCredentialsException) {
			action = JoltConnectFailureAnalyzer.CLEAR_TEXT;
		}
		else if (failure instanceof JoltConnectException peer && peer.isHttpPeer()) {
			action = new HttpPeer(peer.address(), this.environment).action();
		}
		return (action != null) ? this.connection.advice(action) : null;
	}

}
