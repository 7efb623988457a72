package io.jolt.boot.autoconfigure.health;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.boot.autoconfigure.ConditionalOnJoltClient;
import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.client.JoltClient;
import io.jolt.spring.config.JoltClientLifecycle;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health indicator {@code jolt}. With several connections it
 * has a component for each, called as the connection.
 */
@AutoConfiguration(after = JoltAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnJoltClient
@ConditionalOnEnabledHealthIndicator("jolt")
public final class JoltHealthContributorAutoConfiguration
		extends CompositeHealthContributorConfiguration<JoltHealthIndicator, JoltClient> {

	/**
	 * Creates the configuration.
	 */
	public JoltHealthContributorAutoConfiguration() {
		super(JoltHealthIndicator::new);
	}

	@Bean
	@ConditionalOnMissingBean(name = { "joltHealthIndicator", "joltHealthContributor" })
	HealthContributor joltHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		IdentityHashMap<JoltClient, String> connections = new IdentityHashMap<>();
		beanFactory.getBeanProvider(JoltClientLifecycle.class)
			.stream(ObjectProvider.UNFILTERED)
			.forEach((lifecycle) -> connections.put(lifecycle.getClient(), lifecycle.getConnectionName()));
		Map<String, JoltClient> clients = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, JoltClient.class)
			.forEach((beanName, client) -> clients.put(connections.getOrDefault(client, beanName), client));
		return createContributor(clients);
	}

}
