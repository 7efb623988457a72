package io.jolt.boot.autoconfigure.health;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jolt.boot.autoconfigure.ConditionalOnJoltClient;
import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

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
 * Auto-configuration for the health indicator {@code jolt}. With several connections it
 * has a component for each, named after the connection.
 */
@AutoConfiguration(after = JoltAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnJoltClient
@ConditionalOnEnabledHealthIndicator("jolt")
public final class JoltHealthContributorAutoConfiguration extends
		CompositeHealthContributorConfiguration<JoltHealthIndicator, JoltHealthContributorAutoConfiguration.Checked> {

	/**
	 * Creates the configuration.
	 */
	public JoltHealthContributorAutoConfiguration() {
		super((checked) -> new JoltHealthIndicator(checked.client(), JoltHealthIndicator.DEFAULT_TIMEOUT,
				checked.listeners(), checked.failureAdvice()));
	}

	@Bean
	@ConditionalOnMissingBean(name = { "joltHealthIndicator", "joltHealthContributor" })
	HealthContributor joltHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		ObjectProvider<JoltListenerEndpointRegistry> registries = beanFactory
			.getBeanProvider(JoltListenerEndpointRegistry.class);
		IdentityHashMap<JoltClient, JoltClientLifecycle> lifecycles = new IdentityHashMap<>();
		beanFactory.getBeanProvider(JoltClientLifecycle.class)
			.stream(ObjectProvider.UNFILTERED)
			.forEach((lifecycle) -> lifecycles.put(lifecycle.getClient(), lifecycle));
		Map<String, Checked> clients = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, JoltClient.class)
			.forEach((beanName, client) -> {
				JoltClientLifecycle lifecycle = lifecycles.get(client);
				if (lifecycle != null) {
					String name = lifecycle.getConnectionName();
					clients.put(name,
							new Checked(client, () -> listeners(registries, name), lifecycle.getFailureAdvice()));
				}
				else {
					clients.put(beanName, new Checked(client, List::of, (failure) -> null));
				}
			});
		return createContributor(clients);
	}

	private static List<JoltMessageListenerContainer> listeners(ObjectProvider<JoltListenerEndpointRegistry> registries,
			String connectionName) {
		return registries.stream()
			.flatMap((registry) -> registry.getListenerContainers().stream())
			.filter((listener) -> listener.getConnectionName().equals(connectionName))
			.toList();
	}

	/**
	 * A client whose health is checked.
	 *
	 * @param client the client
	 * @param listeners those that listen with it
	 * @param failureAdvice says what to do about its failures
	 */
	record Checked(JoltClient client, Supplier<List<JoltMessageListenerContainer>> listeners,
			Function<JoltException, @Nullable String> failureAdvice) {
	}

}
