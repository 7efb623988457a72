package io.jolt.spring.config;

import io.jolt.client.JoltClient;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;

/**
 * Lets a client be used before its phase, such as in a {@code @PostConstruct} method: the
 * first publish starts it through its {@link JoltClientLifecycle} bean, which is created
 * if necessary. A client that is not used is not started. It comes before other
 * post-processors, because those, and the advisors of a proxy creator, may need a
 * template and thereby create its client. Registered by
 * {@link io.jolt.spring.annotation.EnableJolt @EnableJolt} and by Spring Boot.
 */
public class JoltClientStarter implements BeanPostProcessor, PriorityOrdered, BeanFactoryAware {

	/**
	 * The name of the post-processor bean.
	 */
	public static final String BEAN_NAME = "io.jolt.spring.config.internalJoltClientStarter";

	private @Nullable BeanFactory beanFactory;

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof JoltClient client) {
			client.setStarter(() -> start(client));
		}
		return bean;
	}

	private void start(JoltClient client) {
		if (this.beanFactory != null) {
			this.beanFactory.getBeanProvider(JoltClientLifecycle.class)
				.stream(ObjectProvider.UNFILTERED)
				.filter((lifecycle) -> target(lifecycle.getClient()) == target(client))
				.findFirst()
				.ifPresent(JoltClientLifecycle::startEarly);
		}
	}

	private static Object target(JoltClient client) {
		Object target = AopProxyUtils.getSingletonTarget(client);
		return (target != null) ? target : client;
	}

}
