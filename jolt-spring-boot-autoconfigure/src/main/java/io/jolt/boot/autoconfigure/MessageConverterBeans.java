package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.core.type.MethodMetadata;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Finds the application's message converters, except those that Spring's own modules
 * define for themselves, for example for a WebSocket broker.
 */
final class MessageConverterBeans {

	private static final String SPRING = "org.springframework.";

	private MessageConverterBeans() {
	}

	/**
	 * Finds the converters.
	 * @param beanFactory the bean factory
	 * @return the converters in their order
	 */
	static List<MessageConverter> find(ConfigurableListableBeanFactory beanFactory) {
		Set<MessageConverter> own = SimpleAutowireCandidateResolver
			.resolveAutowireCandidates(beanFactory, MessageConverter.class)
			.entrySet()
			.stream()
			.filter((bean) -> !isSprings(beanFactory, bean.getKey()))
			.map((bean) -> bean.getValue())
			.collect(Collectors.toSet());
		return beanFactory.getBeanProvider(MessageConverter.class)
			.orderedStream(ObjectProvider.UNFILTERED)
			.filter(own::contains)
			.toList();
	}

	private static boolean isSprings(ConfigurableListableBeanFactory beanFactory, String name) {
		if (!beanFactory.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
		String declaredBy = declaredBy(definition);
		return definition.getRole() == BeanDefinition.ROLE_INFRASTRUCTURE
				|| (declaredBy != null && declaredBy.startsWith(SPRING));
	}

	// a Spring converter that the application's own configuration creates is the
	// application's
	private static @Nullable String declaredBy(BeanDefinition definition) {
		MethodMetadata method = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		return (method != null) ? method.getDeclaringClassName() : null;
	}

}
