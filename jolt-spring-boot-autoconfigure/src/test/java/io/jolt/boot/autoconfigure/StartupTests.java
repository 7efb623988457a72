package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.event.JoltConnectionLostEvent;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.event.JoltEvent;
import io.jolt.spring.event.JoltSessionStartedEvent;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Whole applications, as they start with and without a broker.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class StartupTests {

	@Test
	void whatIsPublishedOnceStartUpHasEndedReachesTheListeners() throws InterruptedException {
		try (JoltBroker broker = runningBroker(0); JoltClient outsider = client(broker.port())) {
			outsider.connect();
			for (int round = 0; round < 10; round++) {
				try (ConfigurableApplicationContext context = run(WithListener.class, "jolt.port=" + broker.port())) {
					outsider.publish("chat.general", "round " + round).join();
					assertThat(context.getBean(WithListener.class).next()).isEqualTo("round " + round);
				}
			}
			Awaitility.await().until(() -> broker.connections() == 1 && broker.subscriptions() == 0);
		}
	}

	@Test
	void withNoBrokerStartUpGoesOnAndListenersAttachWhenItComes() throws Exception {
		int port = closedPort();
		long begin = System.nanoTime();
		try (ConfigurableApplicationContext context = run(WithListener.class, "jolt.port=" + port,
				"jolt.startup-timeout=300ms", "jolt.reconnect.initial-delay=10ms", "jolt.reconnect.max-delay=50ms")) {
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(300));
			JoltClient client = context.getBean(JoltClient.class);
			assertThat(client.state()).isNotEqualTo(ConnectionState.OPEN);
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			try (JoltBroker broker = runningBroker(port); JoltClient outsider = client(port)) {
				Awaitility.await().until(() -> broker.subscriptions() == 1);
				outsider.connect();
				outsider.publish("chat.general", "at last").join();
				assertThat(context.getBean(WithListener.class).next()).isEqualTo("at last");
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			}
		}
	}

	@Test
	void listenersReceiveUnderLazyInitialization() throws InterruptedException {
		try (JoltBroker broker = runningBroker(0);
				ConfigurableApplicationContext context = run(Lazily.class, "spring.main.lazy-initialization=true",
						"jolt.port=" + broker.port())) {
			assertThat(broker.subscriptions()).isEqualTo(1);
			context.getBean(JoltTemplate.class).convertAndSend("chat.general", "awake");
			assertThat(context.getBean(WithListener.class).next()).isEqualTo("awake");
		}
	}

	@Test
	void severalAddressesAreTriedInTurn() throws Exception {
		try (JoltBroker broker = runningBroker(0);
				ConfigurableApplicationContext context = run(WithoutListener.class, "jolt.startup=fail",
						"jolt.addresses=127.0.0.1:" + closedPort() + ",127.0.0.1:" + broker.port())) {
			assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	@Test
	void anApplicationWithoutListenersDoesNotWait() throws IOException {
		// were it to wait, this test would time out
		try (ConfigurableApplicationContext context = run(WithoutListener.class, "jolt.port=" + closedPort(),
				"jolt.startup-timeout=10m")) {
			assertThat(context.isActive()).isTrue();
		}
	}

	@Test
	void underFailTheFirstFailedAttemptEndsStartUp() throws IOException {
		int port = closedPort();
		assertThatException()
			.isThrownBy(() -> run(WithListener.class, "jolt.port=" + port, "jolt.startup=fail").close())
			.havingRootCause();
		assertThatException()
			.isThrownBy(() -> run(WithoutListener.class, "jolt.port=" + port, "jolt.startup=fail").close())
			.withCauseInstanceOf(JoltConnectException.class);
	}

	@Test
	void aFailedStartUpLeavesNoThread() throws IOException {
		int port = closedPort();
		assertThatException().isThrownBy(
				() -> run(WithListener.class, "jolt.port=" + port, "jolt.startup=fail", "jolt.embedded.enabled=false")
					.close());
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("jolt")));
	}

	@Test
	void aCleanStartWarnsOfNothing(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(WithListener.class, "jolt.embedded.enabled=true")) {
			assertThat(context.isActive()).isTrue();
		}
		assertThat(output).doesNotContain(" WARN ").doesNotContain(" ERROR ");
		assertThat(output.getErr()).isEmpty();
	}

	@Test
	void theWebServerInTheBrokersPlaceIsToldInTheLogAndInHealth(CapturedOutput output) throws IOException {
		int port = closedPort();
		SpringApplication application = new SpringApplicationBuilder(WithListener.class).web(WebApplicationType.SERVLET)
			.registerShutdownHook(false)
			.build();
		try (ConfigurableApplicationContext context = application.run("--server.port=" + port, "--jolt.port=" + port,
				"--jolt.startup-timeout=100ms", "--jolt.reconnect.initial-delay=20ms",
				"--jolt.reconnect.max-delay=50ms")) {
			Awaitility.await()
				.untilAsserted(() -> assertThat(output.getOut()
					.lines()
					.filter((line) -> line.contains(" WARN ") && line.contains("server.port"))).isNotEmpty());
			Awaitility.await().untilAsserted(() -> {
				Health health = health(context);
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails()).hasEntrySatisfying("advice",
						(advice) -> assertThat(advice).asString().contains("server.port").contains("jolt.port"));
			});
		}
	}

	@Test
	void credentialsThatWereRefusedTwiceAreNotTriedAgainAndHealthSaysWhatToDo() {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1)
			.authenticationFailureDelay(Duration.ZERO)
			.user("app", "right", "admin")
			.start();
				ConfigurableApplicationContext context = run(WithoutListener.class, "jolt.port=" + broker.port(),
						"jolt.username=app", "jolt.password=sentinel", "jolt.reconnect.initial-delay=10ms",
						"jolt.reconnect.max-delay=20ms")) {
			Awaitility.await().untilAsserted(() -> {
				Health health = health(context);
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails()).hasEntrySatisfying("cause",
						(cause) -> assertThat(cause).asString()
							.contains("auth_failed")
							.contains("not tried again before they change")
							.doesNotContain("sentinel"));
				assertThat(health.getDetails()).hasEntrySatisfying("advice",
						(advice) -> assertThat(advice).asString().contains("jolt.username").doesNotContain("sentinel"));
			});
		}
	}

	@Test
	void theConnectionsLifeIsToldInEvents() {
		try (ConfigurableApplicationContext context = run(WithEvents.class, "jolt.embedded.enabled=true",
				"jolt.reconnect.initial-delay=10ms")) {
			WithEvents events = context.getBean(WithEvents.class);
			JoltBroker broker = context.getBean(JoltBroker.class);
			assertThat(events.next()).isInstanceOf(JoltSessionStartedEvent.class)
				.extracting(JoltEvent::getConnectionName)
				.isEqualTo("default");
			broker.stop();
			assertThat(events.next()).isInstanceOf(JoltConnectionLostEvent.class)
				.extracting(JoltEvent::getConnectionName)
				.isEqualTo("default");
			broker.start();
			assertThat(events.next()).isInstanceOf(JoltSessionStartedEvent.class);
		}
	}

	@Test
	void aListenerThatTheBrokerRefusesIsToldInTheLogAndHarmsNoOther(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).user("app", "password", "publish:>").build()) {
			broker.start();
			try (ConfigurableApplicationContext context = run(WithListener.class, "jolt.port=" + broker.port(),
					"jolt.username=app", "jolt.password=password")) {
				// the refusal is an answer, too: start-up goes on a moment before the
				// client is open
				Awaitility.await().until(() -> context.getBean(JoltClient.class).state() == ConnectionState.OPEN);
				Awaitility.await()
					.untilAsserted(() -> assertThat(output).contains("ERROR")
						.contains("chat.general")
						.contains("not_authorized"));
			}
		}
	}

	@Test
	void aResubscriptionThatTheBrokerRefusesIsToldInAnEvent() {
		try (JoltBroker broker = runningBroker(0)) {
			int port = broker.port();
			try (ConfigurableApplicationContext context = run(WithListenerAndEvents.class, "jolt.port=" + port,
					"jolt.username=app", "jolt.password=password", "jolt.reconnect.initial-delay=10ms",
					"jolt.reconnect.max-delay=50ms")) {
				WithEvents events = context.getBean(WithEvents.class);
				broker.stop();
				try (JoltBroker strict = JoltBroker.builder().port(port).user("app", "password", "publish:>").build()) {
					strict.start();
					Awaitility.await().until(() -> events.next() instanceof JoltErrorEvent);
				}
			}
		}
	}

	@Test
	void aPasswordIsNeverPrinted(CapturedOutput output) {
		try (JoltBroker broker = JoltBroker.builder().port(0).user("app", "sentinel", "admin").build()) {
			broker.start();
			try (ConfigurableApplicationContext context = run(WithListener.class, "debug=true",
					"logging.level.io.jolt=trace", "jolt.username=app", "jolt.password=sentinel",
					"jolt.port=" + broker.port())) {
				assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.OPEN);
				assertThat(health(context).toString()).doesNotContain("sentinel");
			}
		}
		assertThat(output).doesNotContain("sentinel");
	}

	private static ConfigurableApplicationContext run(Class<?> source, String... properties) {
		String[] arguments = new String[properties.length + 1];
		arguments[0] = "--jolt.host=127.0.0.1";
		for (int i = 0; i < properties.length; i++) {
			arguments[i + 1] = "--" + properties[i];
		}
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(arguments);
	}

	private static Health health(ConfigurableApplicationContext context) {
		return Objects.requireNonNull(context.getBean("joltHealthContributor", HealthIndicator.class).health());
	}

	private static JoltBroker runningBroker(int port) {
		JoltBroker broker = JoltBroker.builder().port(port).build();
		broker.start();
		return broker;
	}

	private static JoltClient client(int port) {
		return JoltClientBuilder.create().address("127.0.0.1", port).build();
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithoutListener {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Lazily {

		@Bean
		WithListener listener() {
			return new WithListener();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithListener {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(topics = "chat.general")
		void receive(String text) {
			this.received.add(text);
		}

		@Nullable String next() throws InterruptedException {
			return this.received.poll(10, TimeUnit.SECONDS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithEvents {

		private final BlockingQueue<JoltEvent> events = new LinkedBlockingQueue<>();

		@EventListener
		void onEvent(JoltEvent event) {
			this.events.add(event);
		}

		JoltEvent next() {
			try {
				JoltEvent event = this.events.poll(10, TimeUnit.SECONDS);
				assertThat(event).as("an event").isNotNull();
				return event;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithListenerAndEvents extends WithEvents {

		@JoltListener(topics = "chat.general")
		void receive(String text) {
		}

	}

}
