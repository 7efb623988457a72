package io.jolt.boot.autoconfigure;

import java.io.IOException;

import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.tcp.JoltPlaintextCredentialsException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says what to set when no broker could be reached and {@code jolt.startup} is
 * {@code fail}.
 */
class JoltConnectFailureAnalyzer extends AbstractFailureAnalyzer<JoltConnectException> {

	private static final String UNREACHABLE = "Start a broker there, or set 'jolt.host' and 'jolt.port' (or 'jolt.url') "
			+ "to where it is. ";

	private static final String EMBED = "To run one inside the application, add the dependency io.jolt:jolt-broker and set "
			+ "'jolt.embedded.enabled' to true. ";

	private static final String RETRY = "To start without a broker and connect when it comes, set 'jolt.startup' to "
			+ "'retry'.";

	private static final String UNSUITABLE = "Check that it is a Jolt broker that listens at that address ('jolt.host' and "
			+ "'jolt.port', or 'jolt.url'), and that the settings of the connection suit it.";

	static final String CLEAR_TEXT = "Secure the connection, if the broker speaks TLS: use jolts:// in 'jolt.url', or "
			+ "set 'jolt.ssl.enabled' to true or 'jolt.ssl.bundle' to the name of an SSL bundle. To send the credentials "
			+ "in clear text all the same, for everybody on the network to read, set "
			+ "'jolt.allow-plaintext-credentials' to true.";

	private final Environment environment;

	JoltConnectFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, JoltConnectException cause) {
		FailedConnection connection = FailedConnection.of(rootFailure, this.environment);
		if (cause.isHttpPeer()) {
			HttpPeer peer = new HttpPeer(cause.address(), this.environment);
			return new FailureAnalysis(connection.description(peer.description()), connection.advice(peer.action()),
					cause);
		}
		return new FailureAnalysis(connection.description(String.valueOf(cause.getMessage())),
				connection.advice(action(cause, connection)), cause);
	}

	private static String action(JoltConnectException cause, FailedConnection connection) {
		if (cause instanceof JoltPlaintextCredentialsException) {
			return CLEAR_TEXT;
		}
		String tls = TlsAdvice.action(cause);
		if (tls != null) {
			return tls;
		}
		if (!(cause.getCause() instanceof IOException)) {
			return UNSUITABLE;
		}
		// only the default connection can use the embedded broker
		return UNREACHABLE + (connection.isNamed() ? "" : EMBED) + RETRY;
	}

}
