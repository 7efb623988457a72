package io.jolt.spring.listener.adapter;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Leaves out the parameter that Kotlin adds to a suspending function: the caller sets it.
 */
final class ContinuationArgumentResolver implements HandlerMethodArgumentResolver {

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType().getName().equals(CONTINUATION);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		return null;
	}

}
