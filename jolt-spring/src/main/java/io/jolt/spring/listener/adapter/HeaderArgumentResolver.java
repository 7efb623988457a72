package io.jolt.spring.listener.adapter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.ClassUtils;

/**
 * Passes a header. A Kotlin parameter with a default argument may have a primitive type,
 * as in {@code n: Int = 5}. For a missing header, {@link HeaderMethodArgumentResolver}
 * passes {@code false} to such a parameter, or fails. This resolver passes {@code null},
 * for which the default argument is used.
 */
class HeaderArgumentResolver implements HandlerMethodArgumentResolver {

	private final HeaderMethodArgumentResolver resolver;

	// as the resolver must see them; whether one has a default takes Kotlin's reflection
	private final Map<MethodParameter, MethodParameter> primitives = new ConcurrentHashMap<>();

	HeaderArgumentResolver(HeaderMethodArgumentResolver resolver) {
		this.resolver = resolver;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return this.resolver.supportsParameter(parameter);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		return this.resolver.resolveArgument(
				parameter.getParameterType().isPrimitive()
						? this.primitives.computeIfAbsent(parameter, HeaderArgumentResolver::described) : parameter,
				message);
	}

	private static MethodParameter described(MethodParameter parameter) {
		boolean hasDefault = KotlinDetector.isKotlinType(parameter.getContainingClass()) && parameter.isOptional();
		Class<?> wrapper = ClassUtils.resolvePrimitiveIfNecessary(parameter.getParameterType());
		return hasDefault ? new RetypedParameter(parameter, wrapper, wrapper) : parameter;
	}

}
