package io.jolt.integration.spring;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A broker that goes away under a running application, and comes back.
 */
class BrokerRestartTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final List<Thread> threadsBefore = joltThreads();

	private JoltBroker broker = JoltBroker.builder().port(0).start();

	private ConfigurableApplicationContext context = start(this.broker.port());

	@BeforeEach
	void messagesArrive() throws Exception {
		publish("before");
		assertThat(received()).isEqualTo("before");
		assertThat(health()).isEqualTo(Status.UP);
	}

	@AfterEach
	void nothingIsLeftOver() {
		this.context.close();
		await().untilAsserted(() -> {
			assertThat(this.broker.connections()).isZero();
			assertThat(this.broker.subscriptions()).isZero();
		});
		this.broker.close();
		await().untilAsserted(() -> assertThat(this.threadsBefore).containsAll(joltThreads()));
	}

	@Test
	void listenersReceiveAgainWithoutHelp() throws Exception {
		int subscriptions = this.broker.subscriptions();
		int connections = this.broker.connections();
		for (int i = 0; i < 3; i++) {
			int port = this.broker.port();
			this.broker.close();
			await().atMost(LIMIT).until(() -> health().equals(Status.DOWN));
			this.broker = JoltBroker.builder().port(port).start();
			await().atMost(LIMIT).until(() -> health().equals(Status.UP));
			await().atMost(LIMIT).until(() -> this.broker.subscriptions() == subscriptions);
			publish("after " + i);
			assertThat(received()).isEqualTo("after " + i);
		}
		assertThat(this.broker.connections()).isEqualTo(connections);
	}

	@Test
	void aPublishWaitsForTheBrokerToComeBack() throws Exception {
		int port = this.broker.port();
		this.broker.close();
		await().atMost(LIMIT).until(() -> health().equals(Status.DOWN));
		var publish = this.context.getBean(JoltOperations.class).sendAsync("texts", "patient");
		this.broker = JoltBroker.builder().port(port).start();
		assertThat(publish.get(LIMIT.toSeconds(), TimeUnit.SECONDS).acknowledged()).isTrue();
	}

	@Test
	void anApplicationThatIsClosedMeanwhileLeavesNothing() {
		this.broker.stop();
		await().atMost(LIMIT).until(() -> health().equals(Status.DOWN));
		this.context.close();
		await().untilAsserted(() -> assertThat(this.threadsBefore).containsAll(joltThreads()));
	}

	private void publish(String text) {
		this.context.getBean(JoltOperations.class).convertAndSend("texts", text);
	}

	private String received() throws InterruptedException {
		return String
			.valueOf(this.context.getBean(Application.class).received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
	}

	private Status health() {
		HealthIndicator indicator = this.context.getBean("joltHealthContributor", HealthIndicator.class);
		return Objects.requireNonNull(indicator.health()).getStatus();
	}

	private static List<Thread> joltThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().toLowerCase(java.util.Locale.ROOT).contains("jolt"))
			.toList();
	}

	private static ConfigurableApplicationContext start(int port) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.config.name=none", "--jolt.port=" + port, "--jolt.reconnect.initial-delay=20ms",
					"--jolt.reconnect.max-delay=200ms");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener("texts")
		void receive(String text) {
			this.received.add(text);
		}

	}

}
