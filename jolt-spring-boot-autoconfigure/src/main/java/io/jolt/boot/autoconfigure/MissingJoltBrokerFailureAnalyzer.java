package io.jolt.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Names the dependency that an embedded broker needs.
 */
class MissingJoltBrokerFailureAnalyzer extends AbstractFailureAnalyzer<MissingJoltBrokerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingJoltBrokerException cause) {
		return new FailureAnalysis("'jolt.embedded.enabled' is true, but there is no Jolt broker on the class path.",
				"Add the dependency io.jolt:jolt-broker, or remove 'jolt.embedded.enabled' to connect to "
						+ "a broker outside the application.",
				cause);
	}

}
