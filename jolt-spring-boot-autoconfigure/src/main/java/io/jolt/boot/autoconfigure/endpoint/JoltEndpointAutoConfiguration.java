package io.jolt.boot.autoconfigure.endpoint;

import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltListenerAutoConfiguration;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltListenerEndpointRegistry;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the {@code jolt} actuator endpoint.
 */
@AutoConfiguration(after = { JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(JoltEndpoint.class)
@ConditionalOnBean(JoltListenerEndpointRegistry.class)
public final class JoltEndpointAutoConfiguration {

	// named connections are not default candidates for injection
	@Bean
	@ConditionalOnMissingBean
	JoltEndpoint joltEndpoint(ConfigurableListableBeanFactory beanFactory, JoltListenerEndpointRegistry listeners) {
		return new JoltEndpoint(
				SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, JoltClientLifecycle.class)
					.values(),
				listeners);
	}

	@Bean
	@ConditionalOnMissingBean
	JoltEndpointWebExtension joltEndpointWebExtension(JoltEndpoint endpoint) {
		return new JoltEndpointWebExtension(endpoint);
	}

}
