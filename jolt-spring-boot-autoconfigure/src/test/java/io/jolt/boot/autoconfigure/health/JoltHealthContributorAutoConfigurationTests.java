package io.jolt.boot.autoconfigure.health;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.Objects;

import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltEmbeddedBrokerAutoConfiguration;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class JoltHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class, JoltEmbeddedBrokerAutoConfiguration.class,
				JoltHealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthEndpointAutoConfiguration.class))
		.withPropertyValues("jolt.embedded.enabled=true", "jolt.reconnect.initial-delay=10ms");

	@Test
	void itIsCalledJolt() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("jolt"))
				.isInstanceOf(JoltHealthIndicator.class));
	}

	@Test
	void itCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.jolt.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(JoltHealthIndicator.class));
	}

	@Test
	void itBacksOff() {
		HealthIndicator indicator = () -> Health.unknown().build();
		this.contextRunner.withBean("joltHealthIndicator", HealthIndicator.class, () -> indicator)
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("jolt"))
				.isSameAs(indicator));
	}

	@Test
	void noHealthClassIsNeeded() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.withPropertyValues("jolt.port=1")
			.run((context) -> assertThat(context).hasSingleBean(JoltClient.class)
				.doesNotHaveBean("joltHealthContributor"));
	}

	@Test
	void severalClientsHaveAnIndicatorEach() {
		this.contextRunner.withBean("one", JoltClient.class, () -> mock(JoltClient.class))
			.withBean("two", JoltClient.class, () -> mock(JoltClient.class))
			.run((context) -> {
				HealthContributor contributor = context.getBean("joltHealthContributor", HealthContributor.class);
				assertThat(contributor).isInstanceOf(CompositeHealthContributor.class);
				assertThat((CompositeHealthContributor) contributor).extracting(HealthContributors.Entry::name)
					.containsExactlyInAnyOrder("one", "two");
			});
	}

	@Test
	void healthFollowsTheBrokerDownAndUpAgain() {
		this.contextRunner.withPropertyValues("jolt.startup=fail").run((context) -> {
			HealthIndicator indicator = context.getBean("joltHealthContributor", HealthIndicator.class);
			JoltBroker broker = context.getBean(JoltBroker.class);
			Health up = health(indicator);
			assertThat(up.getStatus()).isEqualTo(Status.UP);
			assertThat(up.getDetails()).containsEntry("address", "127.0.0.1:" + broker.port())
				.containsEntry("state", "OPEN")
				.containsEntry("subscriptions", 0)
				.hasEntrySatisfying("broker", (name) -> assertThat(name).asString().startsWith("jolt"))
				.hasEntrySatisfying("roundTrip", (time) -> assertThat(time).isInstanceOf(Duration.class));
			broker.stop();
			Awaitility.await().untilAsserted(() -> {
				Health down = health(indicator);
				assertThat(down.getStatus()).isEqualTo(Status.DOWN);
				assertThat(down.getDetails()).containsKey("cause").doesNotContainEntry("state", "OPEN");
			});
			broker.start();
			Awaitility.await().untilAsserted(() -> assertThat(health(indicator).getStatus()).isEqualTo(Status.UP));
		});
	}

	@Test
	void aPasswordIsNeverADetail() throws Exception {
		int port;
		try (ServerSocket closed = new ServerSocket(0)) {
			port = closed.getLocalPort();
		}
		this.contextRunner
			.withPropertyValues("jolt.embedded.enabled=false", "jolt.url=jolt://app:sentinel@127.0.0.1:" + port)
			.run((context) -> Awaitility.await().untilAsserted(() -> {
				Health health = health(context.getBean("joltHealthContributor", HealthIndicator.class));
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails()).containsKey("cause");
				assertThat(health.toString()).doesNotContain("sentinel");
			}));
	}

	private static Health health(HealthIndicator indicator) {
		return Objects.requireNonNull(indicator.health());
	}

	@ImportAutoConfiguration({ JoltAutoConfiguration.class, JoltHealthContributorAutoConfiguration.class })
	static class Application {

	}

}
