package io.jolt.boot.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.boot.autoconfigure.JoltBrokerBuilderCustomizer;
import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.client.JoltClient;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A test must not publish before the subscription is there.
 */
@SpringBootTest(classes = AwaitSubscribedTests.Application.class,
		properties = { "jolt.listener.auto-startup=false", "jolt.startup=fail", "jolt.reconnect.initial-delay=10ms",
				"jolt.reconnect.max-delay=50ms" })
@EmbeddedJolt(
		users = @EmbeddedJolt.User(name = "app", password = "app", permissions = { "publish:>", "subscribe:allowed" }),
		customizers = AwaitSubscribedTests.FewConnections.class)
@Timeout(60)
class AwaitSubscribedTests {

	private static final int MAX_CONNECTIONS = 20;

	private static final Duration SHORT = Duration.ofMillis(100);

	@Autowired
	private JoltListenerEndpointRegistry registry;

	@Autowired
	private Application application;

	@AfterEach
	void stop() {
		this.registry.getListenerContainers().forEach((container) -> container.stop());
		this.application.received.clear();
	}

	@RepeatedTest(20)
	void whatIsPublishedAfterItReachesTheListener(JoltMessageCaptor captor, @Autowired JoltClient client)
			throws Exception {
		this.registry.start("allowed");
		captor.awaitSubscribed("allowed");
		client.publish("allowed", "text").join();
		assertThat(this.application.received.poll(10, TimeUnit.SECONDS)).isEqualTo("text");
	}

	@Test
	void listenersThatAreNotStartedAreNotWaitedFor(JoltMessageCaptor captor) {
		captor.awaitSubscribed();
		this.registry.start("allowed");
		captor.awaitSubscribed();
		assertThat(this.registry.getListenerContainer("allowed")).isNotNull()
			.satisfies((container) -> assertThat(container.ready()).isCompleted());
	}

	@Test
	void aListenerThatIsStillToBeStartedIsWaitedFor(JoltMessageCaptor captor) {
		CompletableFuture<Void> wait = CompletableFuture.runAsync(() -> captor.awaitSubscribed("allowed"));
		this.registry.start("allowed");
		assertThat(wait).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void aListenerThatDoesNotRunIsNamed(JoltMessageCaptor captor) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> captor.awaitSubscribed("allowed", SHORT))
			.withMessageContaining("listener 'allowed' of [allowed]")
			.withMessageContaining("STOPPED")
			.withMessageContaining("autoStartup");
	}

	@Test
	void aListenerThatThereIsNotIsNamedWithThoseThatThereAre(JoltMessageCaptor captor) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> captor.awaitSubscribed("no such", SHORT))
			.withMessageContaining("'no such'")
			.withMessageContaining("listener 'refused' of [forbidden]");
	}

	@Test
	void aListenerThatTheBrokerRefusesFailsAtOnce(JoltMessageCaptor captor) {
		this.registry.start("refused");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(captor::awaitSubscribed)
			.withMessageContaining("listener 'refused' of [forbidden] is not subscribed")
			.withMessageContaining("not_authorized");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> captor.awaitSubscribed("forbidden"))
			.withMessageContaining("not_authorized");
	}

	@Test
	void aListenerThatIsRefusedForNowIsWaitedForAndNamedWithTheReason(JoltMessageCaptor captor, JoltBroker broker) {
		List<Socket> others = new ArrayList<>();
		try {
			while (broker.connections() < MAX_CONNECTIONS) {
				int before = broker.connections();
				others.add(new Socket(InetAddress.getLoopbackAddress(), broker.port()));
				Awaitility.await().until(() -> broker.connections() > before);
			}
			this.registry.start("allowed");
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> captor.awaitSubscribed("allowed", Duration.ofSeconds(1)))
				.withMessageContaining("Not subscribed within 1s: [listener 'allowed' of [allowed] is REFUSED")
				.withMessageContaining("maxConnections allows no more");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			others.forEach(AwaitSubscribedTests::close);
		}
		captor.awaitSubscribed("allowed");
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void anInterruptedWaitFailsAndStaysInterrupted(JoltMessageCaptor captor) {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> captor.awaitSubscribed("allowed"))
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void withNoBrokerItFailsInTimeAndWhenOneComesItReturns(JoltMessageCaptor captor, JoltBroker broker,
			@Autowired JoltClient client) throws Exception {
		broker.stop();
		try {
			this.registry.start("allowed");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> captor.awaitSubscribed(SHORT))
				.withMessageContaining("Not subscribed within 100ms: [listener 'allowed'");
		}
		finally {
			broker.start();
		}
		captor.awaitSubscribed();
		client.publish("allowed", "at last").join();
		assertThat(this.application.received.poll(10, TimeUnit.SECONDS)).isEqualTo("at last");
		// the captor is back, too, before the next test
		Awaitility.await().until(() -> {
			client.publish("ping", "").join();
			return !captor.messages("ping").isEmpty();
		});
	}

	static class FewConnections implements JoltBrokerBuilderCustomizer {

		@Override
		public void customize(JoltBrokerBuilder builder) {
			builder.maxConnections(MAX_CONNECTIONS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(id = "allowed", topics = "allowed")
		void allowed(String text) {
			this.received.add(text);
		}

		@JoltListener(id = "refused", topics = "forbidden")
		void refused(String text) {
		}

	}

}
