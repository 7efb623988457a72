package io.jolt.boot.autoconfigure;

import java.lang.reflect.AnnotatedElement;

import io.jolt.spring.annotation.JoltListener;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * Keeps {@code spring.main.lazy-initialization} away from beans that listen: nobody asks
 * for them, so that they would never receive anything.
 */
final class JoltListenerLazyInitializationExcludeFilter implements LazyInitializationExcludeFilter {

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		if (!AnnotationUtils.isCandidateClass(beanType, JoltListener.class)) {
			return false;
		}
		MethodFilter listens = JoltListenerLazyInitializationExcludeFilter::listens;
		return listens(beanType) || !MethodIntrospector.selectMethods(beanType, listens).isEmpty();
	}

	private static boolean listens(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(JoltListener.class);
	}

}
