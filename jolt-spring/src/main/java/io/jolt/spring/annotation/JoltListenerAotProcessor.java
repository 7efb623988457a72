package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * Finds the listener methods of a bean during ahead-of-time processing, so that a native
 * image can call them and convert their payloads. For {@code @Bean} methods whose
 * declared return type is more general than what they return, see
 * {@link ListenerBeanTypes}.
 */
class JoltListenerAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> beanClass = ClassUtils.getUserClass(registeredBean.getBeanClass());
		ListenerBeanTypes types = ListenerBeanTypes.of(registeredBean.getMergedBeanDefinition(), beanClass);
		// handlers may be declared without the annotation that makes them listen
		Map<Class<?>, Set<Method>> methods = new LinkedHashMap<>();
		methods.put(beanClass, methods(beanClass));
		types.listening().forEach((type) -> methods.computeIfAbsent(type, JoltListenerAotProcessor::methods));
		if (methods.values().stream().allMatch(Set::isEmpty)) {
			return null;
		}
		return (generationContext, beanRegistrationCode) -> {
			RuntimeHints hints = generationContext.getRuntimeHints();
			methods.forEach((type, ofType) -> {
				ListenerMethodHints methodHints = new ListenerMethodHints(hints.reflection(), type);
				ofType.forEach(methodHints::register);
			});
			// lazy initialization looks for the same types at run time
			types.readClasses().forEach((type) -> hints.resources().registerType(TypeReference.of(type)));
		};
	}

	private static Set<Method> methods(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, Set.of(JoltListener.class, JoltHandler.class, JoltAdvice.class))) {
			return Set.of();
		}
		MethodFilter isListener = JoltListenerAotProcessor::isListener;
		Set<Method> methods = MethodIntrospector.selectMethods(type, isListener);
		if (methods.isEmpty() && !AnnotatedElementUtils.hasAnnotation(type, JoltAdvice.class)) {
			return methods;
		}
		Set<Method> all = new LinkedHashSet<>(methods);
		MethodFilter handlesExceptions = (method) -> AnnotatedElementUtils.hasAnnotation(method,
				MessageExceptionHandler.class);
		all.addAll(MethodIntrospector.selectMethods(type, handlesExceptions));
		return all;
	}

	private static boolean isListener(Method method) {
		MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		return annotations.isPresent(JoltListener.class) || annotations.isPresent(JoltHandler.class);
	}

}
