package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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
		Map<Method, List<String>> methods = new LinkedHashMap<>();
		handlers.entrySet()
			.stream()
			.sorted(Comparator.comparing((handler) -> handler.getKey().toGenericString()))
			.forEach((handler) -> methods.put(handler.getKey(), List.of(handler.getValue().type())));
		return new ListenerTarget(bean, beanName, type, methods);
	}

	private static @Nullable JoltHandler handler(Method method) {
		return AnnotatedElementUtils.findMergedAnnotation(method, JoltHandler.class);
	}

}
