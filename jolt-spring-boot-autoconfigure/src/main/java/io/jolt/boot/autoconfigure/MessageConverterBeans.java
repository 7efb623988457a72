package io.jolt.boot.autoconfigure;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
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
	 * Finds the converters, without making the bean that asks.
	 * @param beanFactory has the beans
	 * @return the converters in their order
	 */
	static List<MessageConverter> find(ConfigurableListableBeanFactory beanFactory) {
		record Candidate(MessageConverter converter, int order) {
		}
		return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, MessageConverter.class))
			.filter((name) -> !name.equals(JoltAutoConfiguration.MESSAGE_CONVERTER_BEAN_NAME))
			.filter((name) -> !isForOthers(beanFactory, name))
			.map((name) -> {
				MessageConverter converter = beanFactory.getBean(name, MessageConverter.class);
				return new Candidate(converter, order(beanFactory, name, converter));
			})
			.sorted(Comparator.comparingInt(Candidate::order))
			.map(Candidate::converter)
			.toList();
	}

	private static int order(ConfigurableListableBeanFactory beanFactory, String name, MessageConverter converter) {
		if (converter instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		// of the method that makes it, too
		Order order = beanFactory.findAnnotationOnBean(name, Order.class);
		return (order != null) ? order.value() : Ordered.LOWEST_PRECEDENCE;
	}

	private static boolean isForOthers(ConfigurableListableBeanFactory beanFactory, String name) {
		if (!beanFactory.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
		String declaredBy = declaredBy(definition);
		boolean offered = definition.isAutowireCandidate()
				&& (!(definition instanceof AbstractBeanDefinition bean) || bean.isDefaultCandidate());
		return !offered || definition.getRole() == BeanDefinition.ROLE_INFRASTRUCTURE
				|| (declaredBy != null && declaredBy.startsWith(SPRING));
	}

	// a Spring converter that the application's own configuration creates is the
	// application's; one that a registrar of Spring's defines has no factory method.
	// After
	// processing ahead of time only the resolved method is known
	private static @Nullable String declaredBy(BeanDefinition definition) {
		Method resolved = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		if (resolved != null) {
			return resolved.getDeclaringClass().getName();
		}
		MethodMetadata method = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		return (method != null) ? method.getDeclaringClassName() : definition.getBeanClassName();
	}

}
