package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.jolt.client.JoltMessage;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.ClassUtils;

/**
 * What a native image must know about the listener methods of one class: the methods,
 * which are called reflectively, and what their payloads and replies are made of. Type
 * variables of a superclass are those of the class itself.
 */
final class ListenerMethodHints {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	private final ReflectionHints hints;

	private final Class<?> beanClass;

	ListenerMethodHints(ReflectionHints hints, Class<?> beanClass) {
		this.hints = hints;
		this.beanClass = beanClass;
	}

	void register(Method method) {
		this.hints.registerMethod(method, ExecutableMode.INVOKE);
		// what is called if the bean is a JDK proxy
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
		return type != JoltMessage.class && !MessageHeaders.class.isAssignableFrom(type)
				&& !MessageHeaderAccessor.class.isAssignableFrom(type)
				&& !parameter.hasParameterAnnotation(Header.class) && !parameter.hasParameterAnnotation(Headers.class);
	}

	private void bind(Type type) {
		Type resolved = GenericTypeResolver.resolveType(type, this.beanClass);
		ResolvableType resolvable = ResolvableType.forType(resolved);
		if (isWrapper(resolvable.toClass())) {
			for (ResolvableType content : resolvable.getGenerics()) {
				bind(content.getType());
			}
		}
		else {
			this.binding.registerReflectionHints(this.hints, resolved);
		}
	}

	// what the conversion looks into, and never at
	private static boolean isWrapper(Class<?> type) {
		return type == Optional.class || Message.class.isAssignableFrom(type)
				|| CompletionStage.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

}
