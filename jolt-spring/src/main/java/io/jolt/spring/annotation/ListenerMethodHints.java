package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import io.jolt.client.JoltMessage;
import io.jolt.spring.core.ReplySender;
import io.jolt.spring.internal.PayloadTypeHints;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.ClassUtils;

/**
 * Registers the hints that a native image needs for the listener methods of one class:
 * the methods, which are called reflectively, and the types of their payloads and
 * replies. Type variables of a superclass are resolved against the class itself.
 */
final class ListenerMethodHints {

	private final ReflectionHints hints;

	private final PayloadTypeHints payloads;

	private final Class<?> beanClass;

	ListenerMethodHints(ReflectionHints hints, Class<?> beanClass) {
		this.hints = hints;
		this.payloads = new PayloadTypeHints(hints);
		this.beanClass = beanClass;
	}

	void register(Method method) {
		this.hints.registerMethod(method, ExecutableMode.INVOKE);
		// this one is called if the bean is a JDK proxy
		Method declared = ClassUtils.getInterfaceMethodIfPossible(method, this.beanClass);
		if (!declared.equals(method)) {
			this.hints.registerMethod(declared, ExecutableMode.INVOKE);
		}
		for (int i = 0; i < method.getParameterCount(); i++) {
			if (mayBePayload(new MethodParameter(method, i))) {
				bind(method.getGenericParameterTypes()[i]);
			}
		}
		if (method.getReturnType() != void.class) {
			bind(method.getGenericReturnType());
		}
	}

	private static boolean mayBePayload(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return type != JoltMessage.class && type != ReplySender.class && !Throwable.class.isAssignableFrom(type)
				&& !MessageHeaders.class.isAssignableFrom(type) && !MessageHeaderAccessor.class.isAssignableFrom(type)
				&& !parameter.hasParameterAnnotation(Header.class) && !parameter.hasParameterAnnotation(Headers.class);
	}

	private void bind(Type type) {
		this.payloads.register(ResolvableType.forType(GenericTypeResolver.resolveType(type, this.beanClass)));
	}

}
