package io.jolt.boot.autoconfigure.metrics;

import io.jolt.boot.autoconfigure.ConditionalOnJoltClient;
import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltListenerAutoConfiguration;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the meters of connections and listeners. The timers of publishes
 * and listeners come from their observations.
 */
@AutoConfiguration(after = { JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class JoltMetricsAutoConfiguration {

	// named connections are not default candidates for injection
	@Bean
	@ConditionalOnJoltClient
	@ConditionalOnMissingBean
	JoltConnectionMetrics joltConnectionMetrics(ConfigurableListableBeanFactory beanFactory) {
		return new JoltConnectionMetrics(
				SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, JoltClientLifecycle.class)
					.values());
	}

	@Bean
	@ConditionalOnBean(JoltListenerEndpointRegistry.class)
	@ConditionalOnMissingBean
	JoltListenerMetrics joltListenerMetrics(JoltListenerEndpointRegistry registry) {
		return new JoltListenerMetrics(registry);
	}

}
