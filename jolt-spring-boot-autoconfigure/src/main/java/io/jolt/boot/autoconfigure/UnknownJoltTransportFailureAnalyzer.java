package io.jolt.boot.autoconfigure;

import java.util.TreeSet;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Names the available transports.
 */
class UnknownJoltTransportFailureAnalyzer extends AbstractFailureAnalyzer<UnknownJoltTransportException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownJoltTransportException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Set '" + cause.property() + "' to one of " + new TreeSet<>(cause.known())
						+ ", add the dependency that brings the transport, or define a JoltClientFactory bean for it.",
				cause);
	}

}
