package io.jolt.boot.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltAddressProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The environment variables that Kubernetes sets for services whose names begin as our
 * properties do.
 */
@ExtendWith(OutputCaptureExtension.class)
class KubernetesServiceLinkTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltEmbeddedBrokerAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltListenerAutoConfiguration.class));

	@Test
	void aServiceCalledJoltDoesNotDisturbAUrl() {
		inPodWith("jolt").withPropertyValues("jolt.url=jolt://127.0.0.1:1")
			.run((context) -> assertThat(addresses(context)).containsExactly(new JoltAddress("127.0.0.1", 1)));
	}

	@Test
	void aServiceCalledJoltDoesNotDisturbAddresses() {
		inPodWith("jolt").withPropertyValues("jolt.addresses=127.0.0.1:1,127.0.0.1:2")
			.run((context) -> assertThat(addresses(context)).hasSize(2));
	}

	@Test
	void aServiceCalledJoltDoesNotDisturbTheEmbeddedBroker() {
		inPodWith("jolt").withPropertyValues("jolt.embedded.enabled=true")
			.run((context) -> assertThat(addresses(context))
				.containsExactly(new JoltAddress("127.0.0.1", context.getBean(JoltBroker.class).port())));
	}

	@Test
	void aServiceCalledJoltDoesNotDisturbProvidersAndConnectionDetailsOfTheUsers() {
		JoltAddress address = new JoltAddress("127.0.0.1", 3);
		inPodWith("jolt").withBean(JoltAddressProvider.class, () -> () -> List.of(address))
			.run((context) -> assertThat(context).hasNotFailed());
		inPodWith("jolt").withBean(JoltConnectionDetails.class, () -> () -> List.of(address))
			.run((context) -> assertThat(addresses(context)).containsExactly(address));
	}

	@Test
	void aServiceCalledJoltMakesNoDefaultConnectionBesideNamedOnes() {
		inPodWith("jolt").withPropertyValues("jolt.connections.billing.url=jolt://127.0.0.1:1").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("joltClient").hasBean("billingJoltClient");
			assertThat(context.getBean(JoltProperties.class).getConnections()).containsOnlyKeys("billing");
		});
	}

	@Test
	void thePortThatAnotherSourceNamesCounts() {
		inPodWith("jolt").withInitializer((context) -> {
			Map<String, Object> file = Map.of("jolt.host", "127.0.0.1", "jolt.port", "${broker.port:8081}");
			context.getEnvironment().getPropertySources().addLast(new MapPropertySource("file", file));
		}).run((context) -> assertThat(addresses(context)).containsExactly(new JoltAddress("127.0.0.1", 8081)));
		inPodWith("jolt").withSystemProperties("jolt.port=8082")
			.run((context) -> assertThat(addresses(context)).containsExactly(new JoltAddress("localhost", 8082)));
	}

	@Test
	void aServiceCalledJoltWhereNothingSaysThePortEndsStartUp() {
		inPodWith("jolt").run((context) -> assertThat(root(context.getStartupFailure()))
			.isInstanceOf(KubernetesServiceLinkException.class));
		inPodWith("jolt").withPropertyValues("jolt.host=127.0.0.1")
			.run((context) -> assertThat(root(context.getStartupFailure()))
				.isInstanceOf(KubernetesServiceLinkException.class));
	}

	@Test
	void aServiceWithTheNameOfAConnectionDoesNotDisturbIt() {
		inPodWith("jolt-connections-billing").withPropertyValues("jolt.connections.billing.url=jolt://127.0.0.1:1")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("billingJoltClient")
				.doesNotHaveBean("joltClient"));
		inPodWith("jolt-connections-my-broker").withPropertyValues("jolt.connections.my-broker.url=jolt://127.0.0.1:1")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasBean("my-brokerJoltClient");
				assertThat(context.getBeanNamesForType(JoltClient.class)).hasSize(1);
			});
		inPodWith("jolt-connections-billing").withPropertyValues("jolt.connections.billing.host=127.0.0.1")
			.run((context) -> assertThat(root(context.getStartupFailure()))
				.isInstanceOf(KubernetesServiceLinkException.class)
				.hasMessageContaining("'jolt.connections.billing.port'"));
	}

	@Test
	void servicesMakeNoConnections() {
		for (String service : List.of("jolt-connections", "jolt-connections-billing", "jolt-connections-my-broker")) {
			inPodWith(service).withPropertyValues("jolt.url=jolt://127.0.0.1:1").run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(JoltClient.class);
				assertThat(context.getBean(JoltProperties.class).getConnections()).isEmpty();
				assertThat(context.getBeanNamesForType(JoltClient.class)).containsExactly("joltClient");
			});
		}
	}

	@Test
	void servicesWhoseNamesBeginAsAnyOtherPropertyDisturbNothing() {
		for (String service : List.of("jolt-url", "jolt-addresses", "jolt-host", "jolt-port", "jolt-startup",
				"jolt-startup-timeout", "jolt-ssl", "jolt-reconnect", "jolt-listener", "jolt-listener-retry",
				"jolt-connection-file", "jolt-max-line-size", "jolt-template")) {
			inPodWith(service).withPropertyValues("jolt.connections.billing.url=jolt://127.0.0.1:1")
				.run((context) -> assertThat(context).as(service)
					.hasNotFailed()
					.hasBean("billingJoltClient")
					.doesNotHaveBean("joltClient"));
		}
	}

	@Test
	void aServiceCalledJoltEmbeddedDoesNotDisturbTheEmbeddedBroker() {
		inPodWith("jolt-embedded").withPropertyValues("jolt.embedded.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(JoltBroker.class));
	}

	@Test
	void thePortInUseIsAnalyzedBesideAServiceCalledJoltEmbedded() {
		MockEnvironment environment = new MockEnvironment();
		environment.setProperty("jolt.embedded.enabled", "true");
		environment.getPropertySources().addFirst(variables("jolt-embedded"));
		assertThat(new WebServerPortFailureAnalyzer(environment).analyze(new PortInUseException(8080))).isNull();
	}

	@Test
	void variablesOfTheUsersCount() {
		this.contextRunner.withInitializer((context) -> {
			Map<String, Object> variables = Map.of("JOLT_HOST", "127.0.0.1", "JOLT_PORT", "1",
					"JOLT_CONNECTIONS_SERVICE_HOST", "127.0.0.1", "JOLT_CONNECTIONS_SERVICE_PORT", "2");
			add(context.getEnvironment(), new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
		}).run((context) -> {
			assertThat(addresses(context)).containsExactly(new JoltAddress("127.0.0.1", 1));
			assertThat(context).hasBean("serviceJoltClient");
		});
	}

	@Test
	void aWrongPortEndsStartUp(CapturedOutput output) {
		for (String port : List.of("eighty", "tcp://10.96.0.12:8080")) {
			assertThatException().isThrownBy(() -> application().run("--jolt.port=" + port).close());
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("Property: jolt.port")
				.contains("Value: \"" + port + "\"");
		}
	}

	@Test
	void aDeveloperReadsWhereThePortComesFrom(CapturedOutput output) {
		SpringApplication application = application();
		ConfigurableEnvironment environment = new StandardEnvironment();
		add(environment, variables("jolt"));
		application.setEnvironment(environment);
		assertThatException().isThrownBy(() -> application.run().close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Kubernetes")
			.contains("a service named 'jolt'")
			.contains("enableServiceLinks: false")
			.contains("'jolt.url'")
			.contains("'jolt.port'");
	}

	private ApplicationContextRunner inPodWith(String service) {
		return this.contextRunner.withInitializer((context) -> add(context.getEnvironment(), variables(service)));
	}

	private static void add(ConfigurableEnvironment environment, SystemEnvironmentPropertySource variables) {
		environment.getPropertySources()
			.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables);
	}

	private static SystemEnvironmentPropertySource variables(String service) {
		String prefix = service.replace('-', '_').toUpperCase(Locale.ROOT);
		Map<String, Object> variables = new HashMap<>();
		variables.put(prefix + "_SERVICE_HOST", "10.96.0.12");
		variables.put(prefix + "_SERVICE_PORT", "8080");
		variables.put(prefix + "_SERVICE_PORT_JOLT", "8080");
		variables.put(prefix + "_PORT", "tcp://10.96.0.12:8080");
		variables.put(prefix + "_PORT_8080_TCP", "tcp://10.96.0.12:8080");
		variables.put(prefix + "_PORT_8080_TCP_PROTO", "tcp");
		variables.put(prefix + "_PORT_8080_TCP_PORT", "8080");
		variables.put(prefix + "_PORT_8080_TCP_ADDR", "10.96.0.12");
		return new SystemEnvironmentPropertySource("test-systemEnvironment", variables);
	}

	private static List<JoltAddress> addresses(ApplicationContext context) {
		return context.getBean(JoltConnectionDetails.class).getAddresses();
	}

	private static Throwable root(@Nullable Throwable failure) {
		return NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(failure));
	}

	private static SpringApplication application() {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		return application;
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
