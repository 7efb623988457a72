package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * Finds the listener methods of a bean when an application is built ahead of time, so
 * that a native image can call them and convert their payloads.
 */
class JoltListenerAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> beanClass = ClassUtils.getUserClass(registeredBean.getBeanClass());
		if (!AnnotationUtils.isCandidateClass(beanClass, Set.of(JoltListener.class, JoltHandler.class))) {
			return null;
		}
		MethodFilter isListener = JoltListenerAotProcessor::isListener;
		Set<Method> methods = MethodIntrospector.selectMethods(beanClass, isListener);
		if (methods.isEmpty()) {
			return null;
		}
		return (generationContext, beanRegistrationCode) -> {
			ListenerMethodHints hints = new ListenerMethodHints(generationContext.getRuntimeHints().reflection(),
					beanClass);
			methods.forEach(hints::register);
		};
	}

	private static boolean isListener(Method method) {
		MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		return annotations.isPresent(JoltListener.class) || annotations.isPresent(JoltHandler.class);
	}

}
