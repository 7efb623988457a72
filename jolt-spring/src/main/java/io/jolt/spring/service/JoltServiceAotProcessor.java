package io.jolt.spring.service;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * Lets a native image make clients of the interfaces that beans are of, whoever defines
 * the beans.
 */
class JoltServiceAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Set<Class<?>> services = new LinkedHashSet<>();
		for (Class<?> type : ClassUtils.getAllInterfacesForClass(registeredBean.getBeanClass())) {
			if (Stream.of(type.getMethods()).anyMatch(JoltServiceAotProcessor::isExchange)) {
				services.add(type);
			}
		}
		return services.isEmpty() ? null : (generationContext, beanRegistrationCode) -> services
			.forEach((type) -> register(type, generationContext.getRuntimeHints()));
	}

	private static boolean isExchange(Method method) {
		return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(JoltExchange.class);
	}

	private static void register(Class<?> type, RuntimeHints hints) {
		hints.proxies().registerJdkProxy(AopProxyUtils.completeJdkProxyInterfaces(type));
		// found by its name
		hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
		ServiceTypeHints payloads = new ServiceTypeHints(hints.reflection(), type);
		for (Method method : type.getMethods()) {
			if (!Modifier.isStatic(method.getModifiers())) {
				hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
			}
			if (isExchange(method)) {
				payloads.register(method);
			}
		}
	}

}
