package io.jolt.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Names the invalid property, never its value.
 */
class InvalidJoltPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidJoltPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidJoltPropertyException cause) {
		return new FailureAnalysis("The property '" + cause.property() + "' cannot be used: " + cause.reason(),
				"Correct the value of '" + cause.property() + "'"
						+ (isFile(cause) ? ", the file that it names, or '" + cause.property() + "-passphrase'." : "."),
				cause);
	}

	private static boolean isFile(InvalidJoltPropertyException cause) {
		return cause.property().endsWith("." + ConnectionFileJoltConnectionDetails.PROPERTY);
	}

}
