package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.JoltStartupException;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.jolt.testing.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Many listeners with a connection of their own each, and a broker that allows only a
 * few: the client's own connection has its place all the same.
 */
@Timeout(120)
class ManyBlockingListenersTests {

	private static final int LISTENERS = 70;

	private static final int ALLOWED = 8;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Test
	void theClientHasItsPlaceAndThoseThatHaveNoneSayWhatIsNeeded() {
		try (JoltBroker broker = broker(0); ConfigurableApplicationContext context = run(broker.port())) {
			assertThatTheClientHasItsPlace(context, broker);
			List<JoltMessageListenerContainer> refused = in(context, ContainerState.REFUSED);
			assertThat(refused).hasSize(LISTENERS - (ALLOWED - 1));
			// as often as it is tried again
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThat(refused)
					.allSatisfy((container) -> assertThat(container.failure()).isInstanceOf(JoltException.class)
						.hasMessageContaining("maxConnections")
						.hasMessageContaining(ALLOWED + " connections already")
						.hasMessageContaining(LISTENERS + " + 1 = " + (LISTENERS + 1))
						.hasMessageContaining("overflow")));
			Health health = Objects
				.requireNonNull(context.getBean("joltHealthContributor", HealthIndicator.class).health());
			assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(health.getDetails()).containsEntry("refusedSubscriptions", LISTENERS - (ALLOWED - 1))
				.hasEntrySatisfying("cause", (cause) -> assertThat(cause).asString().contains("maxConnections"));
		}
	}

	@Test
	void afterEachRestartOfTheBrokerItHasItAgain() {
		try (JoltBroker broker = broker(0)) {
			int port = broker.port();
			try (ConfigurableApplicationContext context = run(port)) {
				broker.stop();
				for (int i = 0; i < 5; i++) {
					try (JoltBroker next = broker(port)) {
						assertThatTheClientHasItsPlace(context, next);
					}
				}
			}
		}
	}

	@Test
	void soItHasWhereItAloneHasLostIt() {
		try (JoltBroker broker = broker(0);
				FaultProxy proxy = FaultProxy.before(broker.port());
				ConfigurableApplicationContext context = run(proxy.port())) {
			for (int i = 0; i < 3; i++) {
				assertThatTheClientHasItsPlace(context, broker);
				// all are made anew when the client's is, which is then the first
				proxy.connections()
					.stream()
					.filter((connection) -> !connection.isEnded())
					.findFirst()
					.orElseThrow()
					.reset();
			}
			assertThatTheClientHasItsPlace(context, broker);
		}
	}

	@Test
	void underFailItEndsStartUp() {
		try (JoltBroker broker = broker(0)) {
			assertThatException().isThrownBy(() -> run(broker.port(), "--jolt.startup=fail").close())
				.havingCause()
				.isInstanceOf(JoltStartupException.class)
				.withMessageContaining("maxConnections");
		}
	}

	private static void assertThatTheClientHasItsPlace(ConfigurableApplicationContext context, JoltBroker broker) {
		JoltClient client = context.getBean(JoltClient.class);
		await().atMost(LIMIT).untilAsserted(() -> {
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
			assertThat(in(context, ContainerState.RUNNING)).hasSize(ALLOWED - 1);
		});
		assertThat(broker.connections()).isLessThanOrEqualTo(ALLOWED);
		context.getBean(JoltTemplate.class).convertAndSend("texts", "hello");
	}

	private static List<JoltMessageListenerContainer> in(ConfigurableApplicationContext context, ContainerState state) {
		return context.getBean(JoltListenerEndpointRegistry.class)
			.getListenerContainers()
			.stream()
			.filter((container) -> container.state() == state)
			.toList();
	}

	private static JoltBroker broker(int port) {
		return JoltBroker.builder().port(port).maxConnections(ALLOWED).start();
	}

	private static ConfigurableApplicationContext run(int port, String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties("jolt.host=127.0.0.1", "jolt.port=" + port, "jolt.startup-timeout=10m",
					"jolt.reconnect.initial-delay=10ms", "jolt.reconnect.max-delay=200ms")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		JoltListenerConfigurer listeners() {
			return (registrar) -> IntStream.range(0, LISTENERS).forEach((number) -> {
				SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("listener-" + number,
						(message) -> {
						});
				endpoint.setTopics(List.of("texts"));
				registrar.registerEndpoint(endpoint);
			});
		}

	}

}
