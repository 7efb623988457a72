package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.spring.config.JoltStartupException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says what to do when a listener could not be subscribed and {@code jolt.startup} is
 * {@code fail}.
 */
class JoltListenerStartupFailureAnalyzer extends AbstractFailureAnalyzer<JoltStartupException> {

	private static final String NOT_AUTHORIZED = "not_authorized";

	private static final String TOO_MANY_CONNECTIONS = "too_many_connections";

	private static final String TOPICS = "Check the topics and patterns of the listener. ";

	private static final String WITHOUT_THEM = "list the topics themselves in 'topics', and set no 'group' or "
			+ "'jolt.listener.group'. ";

	private static final String FEATURES = "If the listener has topic patterns or a group, the broker must support them, as "
			+ "that of io.jolt:jolt-broker does: connect to one, or " + WITHOUT_THEM;

	private static final String NEGOTIATE = "If the listener has topic patterns or a group, set 'jolt.negotiate' to 'auto', so "
			+ "that the client finds out whether the broker supports them, or " + WITHOUT_THEM;

	private static final String ROOM = "Raise the limit at the broker: 'maxConnections' or 'maxConnectionsPerAddress' of "
			+ "the 'limits' in its config.json, 'jolt.embedded.max-connections' or "
			+ "'jolt.embedded.max-connections-per-address' if it is embedded. Or set 'jolt.listener.overflow', or 'overflow' "
			+ "of some @JoltListener, to 'drop-newest' or 'drop-oldest': such listeners share the client's socket. ";

	private static final String START_WITHOUT = "To start without it, set 'jolt.startup' to 'retry'.";

	private final Environment environment;

	JoltListenerStartupFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, JoltStartupException cause) {
		if (cause.listenerId() == null || cause.getCause() instanceof JoltConnectException
				|| cause.getCause() instanceof JoltAuthenticationException) {
			// the connection failed, which other analyzers explain better
			return null;
		}
		FailedConnection connection = FailedConnection.of(rootFailure, this.environment);
		return new FailureAnalysis(cause.getMessage(),
				connection.advice(action(cause.getCause(), connection) + START_WITHOUT), cause);
	}

	private static String action(@Nullable Throwable refusal, FailedConnection connection) {
		if (refusal instanceof JoltRejectedException rejection) {
			return switch (rejection.code()) {
				case NOT_AUTHORIZED -> permission(connection);
				case TOO_MANY_CONNECTIONS -> ROOM;
				default -> TOPICS;
			};
		}
		return connection.has("negotiate") ? NEGOTIATE : FEATURES;
	}

	private static String permission(FailedConnection connection) {
		String user = connection.has(ConnectionFileJoltConnectionDetails.PROPERTY)
				? "the user of the connection file ('jolt.connection-file')"
				: "the user of 'jolt.username', or in 'jolt.url',";
		return "Give " + user + " the permission to subscribe to it at the broker, or connect as another user. ";
	}

}
