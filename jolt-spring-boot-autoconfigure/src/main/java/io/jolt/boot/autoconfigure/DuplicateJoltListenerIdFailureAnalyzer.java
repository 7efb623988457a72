package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.DuplicateJoltListenerIdException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about two listeners with the same id.
 */
class DuplicateJoltListenerIdFailureAnalyzer extends AbstractFailureAnalyzer<DuplicateJoltListenerIdException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DuplicateJoltListenerIdException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Give one of them another id (the attribute 'id' of @JoltListener). The default id is made of the "
						+ "bean's name and the method's name.",
				cause);
	}

}
