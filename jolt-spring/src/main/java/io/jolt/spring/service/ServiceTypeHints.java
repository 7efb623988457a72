package io.jolt.spring.service;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import io.jolt.spring.internal.PayloadTypeHints;

import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;

/**
 * Registers the hints that a native image needs for the payloads of an interface.
 */
final class ServiceTypeHints {

	private final PayloadTypeHints payloads;

	private final Class<?> serviceType;

	ServiceTypeHints(ReflectionHints hints, Class<?> serviceType) {
		this.payloads = new PayloadTypeHints(hints);
		this.serviceType = serviceType;
	}

	void register(Method method) {
		for (int i = 0; i < method.getParameterCount(); i++) {
			MethodParameter parameter = new MethodParameter(method, i);
			boolean continuation = i == method.getParameterCount() - 1 && KotlinDetector.isSuspendingFunction(method);
			if (continuation) {
				this.payloads.register(resolved(method.getGenericParameterTypes()[i]).getGeneric(0));
			}
			else if (!parameter.hasParameterAnnotation(Header.class)
					&& !parameter.hasParameterAnnotation(Headers.class)) {
				this.payloads.register(resolved(method.getGenericParameterTypes()[i]));
			}
		}
		Class<?> returned = method.getReturnType();
		if (returned != void.class && returned != JoltReply.class && returned != PublishResult.class) {
			this.payloads.register(resolved(method.getGenericReturnType()));
		}
	}

	private ResolvableType resolved(Type type) {
		return ResolvableType.forType(GenericTypeResolver.resolveType(type, this.serviceType));
	}

}
