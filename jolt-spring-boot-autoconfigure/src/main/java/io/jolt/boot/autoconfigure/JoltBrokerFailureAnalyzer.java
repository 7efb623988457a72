package io.jolt.boot.autoconfigure;

import io.jolt.broker.JoltBrokerException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to set when the embedded broker cannot listen on its port.
 */
class JoltBrokerFailureAnalyzer extends AbstractFailureAnalyzer<JoltBrokerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, JoltBrokerException cause) {
		int port = cause.address().getPort();
		return new FailureAnalysis("The embedded Jolt broker could not start. " + cause.getMessage(),
				"Stop what listens on port " + port + ", or set 'jolt.embedded.port' to another port; 0 means any "
						+ "free one.",
				cause);
	}

}
