package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.DuplicateJoltListenerIdException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about two listeners with one id.
 */
class DuplicateJoltListenerIdFailureAnalyzer extends AbstractFailureAnalyzer<DuplicateJoltListenerIdException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DuplicateJoltListenerIdException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Give one of them another id (the attribute 'id' of @JoltListener). Without one, an id is made of the "
						+ "names of bean and method.",
				cause);
	}

}
