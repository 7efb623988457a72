package io.jolt.spring.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Finds the {@link JoltListener} annotations of methods and classes, including those of
 * overridden methods, superclasses and interfaces, unless a class closer to the element
 * has its own annotations, which then replace them.
 */
final class ListenerAnnotations {

	private ListenerAnnotations() {
	}

	static Set<JoltListener> of(AnnotatedElement element) {
		List<MergedAnnotation<JoltListener>> all = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
			.stream(JoltListener.class)
			.toList();
		Set<JoltListener> result = new LinkedHashSet<>();
		for (MergedAnnotation<JoltListener> annotation : all) {
			if (all.stream().noneMatch((other) -> replaces(other, annotation))) {
				result.add(annotation.synthesize());
			}
		}
		return result;
	}

	private static boolean replaces(MergedAnnotation<?> annotation, MergedAnnotation<?> inherited) {
		Class<?> type = declaringClass(annotation.getSource());
		Class<?> supertype = declaringClass(inherited.getSource());
		return type != null && supertype != null && type != supertype && supertype.isAssignableFrom(type);
	}

	private static @Nullable Class<?> declaringClass(@Nullable Object source) {
		return (source instanceof Member member) ? member.getDeclaringClass()
				: (source instanceof Class<?> type) ? type : null;
	}

}
