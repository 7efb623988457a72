package io.jolt.integration.tools;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Decides on {@link Requires}.
 */
class RequiresCondition implements ExecutionCondition {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		return AnnotationSupport.findAnnotation(context.getElement(), Requires.class)
			.map(this::evaluate)
			.orElseGet(() -> ConditionEvaluationResult.enabled("needs no tool"));
	}

	private ConditionEvaluationResult evaluate(Requires requires) {
		for (Tool tool : requires.value()) {
			String missing = Tools.missing(tool);
			if (missing != null) {
				if (Boolean.getBoolean("jolt.require-tools")) {
					throw new MissingToolException(missing);
				}
				return ConditionEvaluationResult.disabled(missing);
			}
		}
		return ConditionEvaluationResult.enabled("all tools are there");
	}

}
