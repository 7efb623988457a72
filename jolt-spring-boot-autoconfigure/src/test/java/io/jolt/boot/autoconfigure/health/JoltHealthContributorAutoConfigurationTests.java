package io.jolt.boot.autoconfigure.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltEmbeddedBrokerAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltListenerAutoConfiguration;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class JoltHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class, JoltEmbeddedBrokerAutoConfiguration.class,
				JoltHealthContributorAutoConfiguration.class, JoltBrokerHealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthEndpointAutoConfiguration.class))
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
	void theEmbeddedBrokerHasAnIndicatorOfItsOwn() {
		this.contextRunner.run((context) -> {
			HealthContributor contributor = context.getBean(HealthContributorRegistry.class)
				.getContributor("joltBroker");
			assertThat(contributor).isInstanceOf(JoltBrokerHealthIndicator.class);
			HealthIndicator indicator = (HealthIndicator) Objects.requireNonNull(contributor);
			assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
			context.getBean(JoltBroker.class).stop();
			assertThat(health(indicator).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void theIndicatorOfTheBrokerIsDownWhereTheBrokerHasFailed() {
		JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(1).start();
		try (Socket client = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
			endTheEventLoop(client);
			Awaitility.await().until(broker::hasFailed);
			Health health = health(new JoltBrokerHealthIndicator(broker));
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(String.valueOf(health.getDetails())).contains("An event loop has ended");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			broker.close();
		}
	}

	@Test
	void theIndicatorOfTheBrokerCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.jolt-broker.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(JoltBrokerHealthIndicator.class)
				.hasSingleBean(JoltHealthIndicator.class));
	}

	// by way of what it logs, which it does on its event loop
	private static void endTheEventLoop(Socket client) throws IOException {
		Logger logger = (Logger) LoggerFactory.getLogger("io.jolt.broker.connections");
		AppenderBase<ILoggingEvent> saboteur = new AppenderBase<>() {

			@Override
			@SuppressWarnings("FutureReturnValueIgnored")
			protected void append(ILoggingEvent event) {
				EventExecutor loop = ThreadExecutorMap.currentExecutor();
				if (loop != null) {
					loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
				}
			}

		};
		saboteur.start();
		logger.addAppender(saboteur);
		try {
			client.getOutputStream().write("GET / HTTP/1.1\n".getBytes(StandardCharsets.US_ASCII));
			Awaitility.await().until(() -> client.getInputStream().read() < 0);
		}
		finally {
			logger.detachAppender(saboteur);
		}
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
	void aListenerThatIsRefusedForGoodTakesItsConnectionOutOfServiceUntilItIsStopped() {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1)
			.user("app", "secret", "subscribe:allowed")
			.start()) {
			this.contextRunner.withConfiguration(AutoConfigurations.of(JoltListenerAutoConfiguration.class))
				.withUserConfiguration(Listeners.class)
				.withPropertyValues("jolt.connections.other.url=jolt://app:secret@127.0.0.1:" + broker.port())
				.run((context) -> {
					CompositeHealthContributor contributor = context.getBean("joltHealthContributor",
							CompositeHealthContributor.class);
					HealthIndicator primary = indicator(contributor, "default");
					HealthIndicator other = indicator(contributor, "other");
					Awaitility.await()
						.untilAsserted(() -> assertThat(health(other).getStatus()).isEqualTo(Status.OUT_OF_SERVICE));
					assertThat(health(other).getDetails()).containsEntry("refusedListeners", List.of("refused"))
						.containsEntry("refusedSubscriptions", 0)
						.hasEntrySatisfying("cause", (cause) -> assertThat(cause).asString().contains("forbidden"));
					assertThat(health(primary).getStatus()).isEqualTo(Status.UP);
					assertThat(health(primary).getDetails()).doesNotContainKey("refusedListeners");
					context.getBean(JoltListenerEndpointRegistry.class).stop("refused");
					assertThat(health(other).getStatus()).isEqualTo(Status.UP);
				});
		}
	}

	private static HealthIndicator indicator(CompositeHealthContributor contributor, String name) {
		return (HealthIndicator) Objects.requireNonNull(contributor.getContributor(name));
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

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@JoltListener(id = "local", topics = "forbidden")
		void local(String text) {
		}

		@JoltListener(id = "granted", topics = "allowed", connection = "other")
		void granted(String text) {
		}

		@JoltListener(id = "refused", topics = "forbidden", connection = "other")
		void refused(String text) {
		}

	}

	@ImportAutoConfiguration({ JoltAutoConfiguration.class, JoltHealthContributorAutoConfiguration.class })
	static class Application {

	}

}
