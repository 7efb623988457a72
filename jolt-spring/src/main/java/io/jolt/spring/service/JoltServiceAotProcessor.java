package io.jolt.spring.service;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.javapoet.CodeBlock;
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
		return services.isEmpty() ? null : new Contribution(services, isImported(registeredBean));
	}

	private static boolean isImported(RegisteredBean bean) {
		return JoltServices.BEAN_NAME.equals(bean.getMergedBeanDefinition().getFactoryBeanName());
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

	private record Contribution(Set<Class<?>> services, boolean imported) implements BeanRegistrationAotContribution {

		@Override
		public BeanRegistrationCodeFragments customizeBeanRegistrationCodeFragments(GenerationContext generationContext,
				BeanRegistrationCodeFragments codeFragments) {
			return this.imported ? new DefinitionByName(codeFragments) : codeFragments;
		}

		@Override
		public void applyTo(GenerationContext generationContext, BeanRegistrationCode beanRegistrationCode) {
			this.services.forEach((type) -> register(type, generationContext.getRuntimeHints()));
		}

	}

	/**
	 * Names the interface instead of writing it into code, for which it would have to be
	 * public: the code stands in the package of the factory method, not of the interface.
	 */
	private static class DefinitionByName extends BeanRegistrationCodeFragmentsDecorator {

		DefinitionByName(BeanRegistrationCodeFragments delegate) {
			super(delegate);
		}

		@Override
		public CodeBlock generateNewBeanDefinitionCode(GenerationContext generationContext, ResolvableType beanType,
				BeanRegistrationCode beanRegistrationCode) {
			return CodeBlock.builder()
				.addStatement("$1T $2L = new $1T($3T.resolveClassName($4S, null))", RootBeanDefinition.class,
						BEAN_DEFINITION_VARIABLE, ClassUtils.class, beanType.toClass().getName())
				.addStatement("$1L.setTargetType($1L.getBeanClass())", BEAN_DEFINITION_VARIABLE)
				.build();
		}

	}

}
