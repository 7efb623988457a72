package io.jolt.boot.autoconfigure;

import java.util.concurrent.Executor;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Configures where listeners run: on the executor of that name if it exists, or else on
 * threads that their containers create, which are virtual if
 * {@code spring.threads.virtual.enabled} is {@code true}. Applied before the
 * application's customizers.
 */
@Configuration(proxyBeanMethods = false)
final class JoltListenerThreadsConfiguration {

	static final String TASK_EXECUTOR_BEAN_NAME = "joltListenerTaskExecutor";

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnBean(name = TASK_EXECUTOR_BEAN_NAME)
	JoltListenerContainerFactoryCustomizer joltListenerTaskExecutorCustomizer(
			@Qualifier(TASK_EXECUTOR_BEAN_NAME) Executor taskExecutor) {
		return (factory) -> factory.getContainerProperties().setTaskExecutor(taskExecutor);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnThreading(Threading.VIRTUAL)
	JoltListenerContainerFactoryCustomizer joltListenerVirtualThreadsCustomizer() {
		// without a name: each container names its own threads
		return (factory) -> factory.getContainerProperties()
			.setThreadFactory(new VirtualThreadTaskExecutor().getVirtualThreadFactory());
	}

}
