package io.jolt.boot.autoconfigure.health;

import io.jolt.boot.autoconfigure.JoltEmbeddedBrokerAutoConfiguration;
import io.jolt.broker.JoltBroker;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the health indicator {@code joltBroker} of an embedded broker.
 */
@AutoConfiguration(after = JoltEmbeddedBrokerAutoConfiguration.class)
@ConditionalOnClass({ JoltBroker.class, HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnSingleCandidate(JoltBroker.class)
@ConditionalOnEnabledHealthIndicator("jolt-broker")
public final class JoltBrokerHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "joltBrokerHealthIndicator", "joltBrokerHealthContributor" })
	JoltBrokerHealthIndicator joltBrokerHealthContributor(JoltBroker broker) {
		return new JoltBrokerHealthIndicator(broker);
	}

}
