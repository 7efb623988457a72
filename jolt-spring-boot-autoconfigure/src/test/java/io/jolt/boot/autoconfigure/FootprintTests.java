package io.jolt.boot.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.jolt.boot.autoconfigure.endpoint.JoltEndpointAutoConfiguration;
import io.jolt.boot.autoconfigure.endpoint.JoltSanitizingAutoConfiguration;
import io.jolt.boot.autoconfigure.health.JoltHealthContributorAutoConfiguration;
import io.jolt.boot.autoconfigure.metrics.JoltMetricsAutoConfiguration;
import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.spring.annotation.JoltListener;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the starter adds to an application, and how little it needs.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class FootprintTests {

	// raise it with a reason; the last eight are the mapper, the factory of clients, what
	// starts a client early, what reads lists, what knows Kubernetes' variables, the
	// factory
	// of interfaces' clients, and the reactive template with its configuration
	private static final int MOST_BEANS = 39;

	@Test
	void anApplicationWithoutListenersGetsAFewBeansAndNoWarning(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				ConfigurableApplicationContext with = run(WithoutListener.class, null, broker);
				ConfigurableApplicationContext without = run(WithoutJolt.class, null, broker)) {
			Set<String> added = beans(with);
			added.removeAll(beans(without));
			assertThat(added).allMatch((name) -> name.contains("jolt"))
				.contains("joltTemplate")
				.hasSizeLessThanOrEqualTo(MOST_BEANS);
			JoltClient client = with.getBean(JoltClient.class);
			Awaitility.await().until(() -> client.state() == ConnectionState.OPEN);
		}
		assertThat(output).doesNotContain(" WARN ").doesNotContain(" ERROR ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate", "org.springframework.boot.health",
			"org.springframework.boot.micrometer", "io.micrometer.core", "io.micrometer.tracing", "reactor",
			"tools.jackson.databind", "org.springframework.boot.jackson", "jakarta.validation",
			"org.hibernate.validator", "org.springframework.boot.validation", "io.jolt.broker",
			"org.springframework.boot.testcontainers", "org.testcontainers", "org.springframework.boot.docker",
			"org.springframework.boot.web.server" })
	void listenersReceiveWithout(String optional) {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				ConfigurableApplicationContext context = run(WithListener.class, optional, broker)) {
			assertThat(context.isActive()).isTrue();
			assertThat(broker.subscriptions()).isEqualTo(1);
		}
	}

	private static ConfigurableApplicationContext run(Class<?> source, @Nullable String missing, JoltBroker broker) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.registerShutdownHook(false);
		if (missing != null) {
			application.resourceLoader(new DefaultResourceLoader(new FilteredClassLoader(missing)));
		}
		return application.run("--jolt.host=127.0.0.1", "--jolt.port=" + broker.port());
	}

	private static Set<String> beans(ConfigurableApplicationContext context) {
		return new LinkedHashSet<>(List.of(context.getBeanDefinitionNames()));
	}

	@Configuration("application")
	@EnableAutoConfiguration
	static class WithoutListener {

	}

	@Configuration("application")
	@EnableAutoConfiguration(exclude = { JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class,
			JoltEmbeddedBrokerAutoConfiguration.class, JoltEndpointAutoConfiguration.class,
			JoltSanitizingAutoConfiguration.class, JoltHealthContributorAutoConfiguration.class,
			JoltMetricsAutoConfiguration.class })
	static class WithoutJolt {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class,
			JoltEmbeddedBrokerAutoConfiguration.class, JoltEndpointAutoConfiguration.class,
			JoltSanitizingAutoConfiguration.class, JoltHealthContributorAutoConfiguration.class,
			JoltMetricsAutoConfiguration.class })
	static class WithListener {

		@JoltListener(topics = "chat.general")
		void receive(String text) {
		}

	}

}
