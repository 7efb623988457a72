package io.jolt.boot.autoconfigure;

import io.jolt.spring.listener.adapter.MissingJoltMessageConverterException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Names the dependency that a listener's payload type needs.
 */
class MissingJoltMessageConverterFailureAnalyzer extends AbstractFailureAnalyzer<MissingJoltMessageConverterException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingJoltMessageConverterException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Add the dependency org.springframework.boot:spring-boot-starter-jackson, take a String, or define a "
						+ "MessageConverter bean named '" + JoltAutoConfiguration.MESSAGE_CONVERTER_BEAN_NAME + "'.",
				cause);
	}

}
