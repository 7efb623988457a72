package io.jolt.boot.autoconfigure.health;

import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.client.JoltClient;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health indicator {@code jolt}.
 */
@AutoConfiguration(after = JoltAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(JoltClient.class)
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
		return createContributor(beanFactory, JoltClient.class);
	}

}
