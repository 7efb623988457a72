package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Finds the {@link JoltHandler} methods of a listener class.
 */
final class ListenerHandlers {

	private ListenerHandlers() {
	}

	static ListenerTarget find(Object bean, String beanName, Class<?> type) {
		Map<Method, JoltHandler> handlers = MethodIntrospector.selectMethods(type, ListenerHandlers::handler);
		// reflection guarantees no order, and nothing may depend on it
		List<Method> methods = handlers.keySet()
			.stream()
			.sorted(Comparator.comparing(Method::toGenericString))
			.toList();
		List<Method> defaults = methods.stream().filter((method) -> isDefault(handlers, method)).toList();
		if (defaults.size() > 1) {
			throw new BeanCreationException(beanName, "Invalid @JoltListener on " + type.toGenericString()
					+ ": only one method may be the default, but there are " + defaults);
		}
		return new ListenerTarget(bean, beanName, type, methods, defaults.isEmpty() ? null : defaults.get(0));
	}

	private static boolean isDefault(Map<Method, JoltHandler> handlers, Method method) {
		JoltHandler handler = handlers.get(method);
		return handler != null && handler.isDefault();
	}

	private static @Nullable JoltHandler handler(Method method) {
		return AnnotatedElementUtils.findMergedAnnotation(method, JoltHandler.class);
	}

}
