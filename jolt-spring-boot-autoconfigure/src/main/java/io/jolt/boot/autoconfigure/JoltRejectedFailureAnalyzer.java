package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do when the broker refused a listener's subscription and
 * {@code jolt.startup} is {@code fail}.
 */
class JoltRejectedFailureAnalyzer extends AbstractFailureAnalyzer<JoltRejectedException> {

	private static final String NOT_AUTHORIZED = "not_authorized";

	private static final String START_WITHOUT = "To start without it, set 'jolt.startup' to 'retry'.";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, JoltRejectedException cause) {
		// the outermost one says which listener it is
		JoltException outermost = findCause(rootFailure, JoltException.class);
		String description = (outermost != null) ? outermost.getMessage() : cause.getMessage();
		String action = NOT_AUTHORIZED.equals(cause.code())
				? "Give the user of 'jolt.username' the permission to subscribe to it at the broker, or connect as "
						+ "another user. "
				: "Check the topics and patterns of the listener. ";
		return new FailureAnalysis(description, action + START_WITHOUT, cause);
	}

}
