package io.jolt.spring.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.OrderComparator;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.messaging.handler.MessagingAdviceBean;
import org.springframework.util.ClassUtils;

/**
 * A bean that is annotated with {@link JoltAdvice}.
 */
final class JoltAdviceBean implements MessagingAdviceBean {

	private final Object bean;

	private final Class<?> beanType;

	private final JoltAdvice selectors;

	private final int order;

	private JoltAdviceBean(Object bean, JoltAdvice selectors, int order) {
		this.bean = bean;
		this.beanType = AopProxyUtils.ultimateTargetClass(bean);
		this.selectors = selectors;
		this.order = order;
	}

	/**
	 * Finds all of them.
	 * @param beanFactory the bean factory, whose ancestors are searched too
	 * @return the beans in their order
	 */
	static List<MessagingAdviceBean> findAll(ListableBeanFactory beanFactory) {
		List<MessagingAdviceBean> result = new ArrayList<>();
		for (String name : BeanFactoryUtils.beanNamesForAnnotationIncludingAncestors(beanFactory, JoltAdvice.class)) {
			JoltAdvice selectors = beanFactory.findAnnotationOnBean(name, JoltAdvice.class);
			if (selectors != null && !ScopedProxyUtils.isScopedTarget(name)) {
				Object bean = beanFactory.getBean(name);
				result.add(new JoltAdviceBean(bean, selectors, order(beanFactory, name, bean)));
			}
		}
		OrderComparator.sort(result);
		return result;
	}

	private static int order(ListableBeanFactory beanFactory, String name, Object bean) {
		if (bean instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		// also on the factory method
		Order order = beanFactory.findAnnotationOnBean(name, Order.class);
		return (order != null) ? order.value()
				: OrderUtils.getOrder(AopProxyUtils.ultimateTargetClass(bean), LOWEST_PRECEDENCE);
	}

	@Override
	public Class<?> getBeanType() {
		return this.beanType;
	}

	@Override
	public Object resolveBean() {
		return this.bean;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public boolean isApplicableToBeanType(Class<?> listenerType) {
		JoltAdvice any = this.selectors;
		if (any.basePackages().length + any.basePackageClasses().length + any.assignableTypes().length
				+ any.annotations().length == 0) {
			return true;
		}
		return Stream
			.concat(Stream.of(any.basePackages()), Stream.of(any.basePackageClasses()).map(ClassUtils::getPackageName))
			.anyMatch((basePackage) -> isIn(basePackage, listenerType))
				|| Stream.of(any.assignableTypes()).anyMatch((type) -> type.isAssignableFrom(listenerType))
				|| Stream.of(any.annotations())
					.anyMatch((annotation) -> AnnotatedElementUtils.hasAnnotation(listenerType, annotation));
	}

	private static boolean isIn(String basePackage, Class<?> type) {
		return (ClassUtils.getPackageName(type) + ".").startsWith(basePackage + ".");
	}

	@Override
	public String toString() {
		return "@JoltAdvice " + this.beanType.getName();
	}

}
