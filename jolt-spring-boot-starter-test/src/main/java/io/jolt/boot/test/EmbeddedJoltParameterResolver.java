package io.jolt.boot.test;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Set;

import io.jolt.broker.JoltBroker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.beans.factory.annotation.ParameterResolutionDelegate;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Passes the context's captor and broker to test methods.
 */
class EmbeddedJoltParameterResolver implements ParameterResolver {

	private static final Set<Class<?>> TYPES = Set.of(JoltMessageCaptor.class, JoltBroker.class);

	@Override
	public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext extensionContext) {
		Parameter parameter = parameterContext.getParameter();
		// what is annotated, and what constructors ask for, is for Spring's extension to
		// resolve
		return TYPES.contains(parameter.getType()) && parameterContext.getDeclaringExecutable() instanceof Method
				&& !ParameterResolutionDelegate.isAutowirable(parameter, parameterContext.getIndex());
	}

	@Override
	public Object resolveParameter(ParameterContext parameterContext, ExtensionContext extensionContext) {
		return SpringExtension.getApplicationContext(extensionContext)
			.getBean(parameterContext.getParameter().getType());
	}

}
