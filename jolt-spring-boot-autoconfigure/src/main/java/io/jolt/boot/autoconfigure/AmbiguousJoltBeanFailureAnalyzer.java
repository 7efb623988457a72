package io.jolt.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Names the beans of which one has to be chosen. Comes before Spring Boot's own analyzer,
 * which would describe only the cause.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class AmbiguousJoltBeanFailureAnalyzer extends AbstractFailureAnalyzer<AmbiguousJoltBeanException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AmbiguousJoltBeanException cause) {
		return new FailureAnalysis(cause.getMessage() + ". Jolt uses only one of them.",
				"Mark the one that Jolt should use with @Primary, or the others with "
						+ "@Bean(defaultCandidate = false), or " + cause.otherwise() + ".",
				cause);
	}

}
