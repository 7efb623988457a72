package io.jolt.boot.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltTemplate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts in the cache of Spring's test framework, which pauses those that the current
 * test class does not use.
 */
class EmbeddedJoltPausingTests {

	private static final Duration SHORT = Duration.ofMillis(100);

	private final List<TestContextManager> managers = new ArrayList<>();

	@AfterEach
	void closeContexts() {
		this.managers
			.forEach((manager) -> manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE));
	}

	@Test
	void aContextThatIsNotInUseIsDisconnectedAndComesBackAsItWas() throws Exception {
		TestContextManager first = begin(First.class);
		ConfigurableApplicationContext context = context(first);
		JoltBroker broker = context.getBean(JoltBroker.class);
		int port = broker.port();
		JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
		registry.stop("stopped");
		registry.start("started");
		first.afterTestClass();

		TestContextManager second = begin(Second.class);
		assertThat(context.isActive()).isTrue();
		assertThat(context.isRunning()).isFalse();
		Awaitility.await().until(() -> broker.connections() == 0 && broker.subscriptions() == 0);
		assertThat(context.getBean(JoltClient.class).state()).isNotEqualTo(ConnectionState.OPEN);
		publish(port, "while it is paused");
		assertThat(context.getBean(Application.class).received.poll(SHORT.toMillis(), TimeUnit.MILLISECONDS)).isNull();
		assertReceives(context(second), "auto");
		second.afterTestClass();

		TestContextManager again = begin(First.class);
		assertThat(context(again)).isSameAs(context);
		assertThat(broker.port()).isEqualTo(port);
		assertThat(List.of("auto", "started", "stopped", "manual")).filteredOn(registry::isRunning)
			.containsExactly("auto", "started");
		JoltMessageCaptor captor = context.getBean(JoltMessageCaptor.class);
		captor.awaitSubscribed();
		assertThat(captor).hasNoMessages();
		publish(port, "from outside");
		assertThat(List.of(context.getBean(Application.class).next(), context.getBean(Application.class).next()))
			.containsExactlyInAnyOrder("auto: from outside", "started: from outside");
		assertThat(captor).hasMessages("texts", 1);
		assertThat(broker.subscriptions()).isEqualTo(3);
		again.afterTestClass();
	}

	@Test
	void contextsThatWantTheSamePortTakeTurns() throws Exception {
		for (int i = 0; i < 2; i++) {
			for (Class<?> testClass : List.of(OnePort.class, SamePort.class)) {
				TestContextManager manager = begin(testClass);
				assertThat(context(manager).getBean(JoltBroker.class).port()).isEqualTo(OnePort.PORT);
				assertReceives(context(manager), "auto");
				manager.afterTestClass();
			}
		}
	}

	@Test
	void aContextThatWasMadeDirtyHasItsBrokerClosed() throws Exception {
		TestContextManager first = begin(First.class);
		JoltBroker broker = context(first).getBean(JoltBroker.class);
		first.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		assertThat(broker.isRunning()).isFalse();
		first.afterTestClass();
		TestContextManager again = begin(First.class);
		assertThat(context(again).getBean(JoltBroker.class)).isNotSameAs(broker);
		assertReceives(context(again), "auto");
		again.afterTestClass();
	}

	private TestContextManager begin(Class<?> testClass) throws Exception {
		TestContextManager manager = new TestContextManager(testClass);
		this.managers.add(manager);
		manager.beforeTestClass();
		context(manager);
		return manager;
	}

	private static ConfigurableApplicationContext context(TestContextManager manager) {
		return (ConfigurableApplicationContext) manager.getTestContext().getApplicationContext();
	}

	private static void assertReceives(ConfigurableApplicationContext context, String listener) throws Exception {
		context.getBean(JoltTemplate.class).convertAndSend("texts", "hello");
		assertThat(context.getBean(Application.class).next()).isEqualTo(listener + ": hello");
	}

	private static void publish(int port, String text) {
		try (JoltClient outsider = JoltClientBuilder.create().address("127.0.0.1", port).build()) {
			outsider.connect();
			outsider.publish("texts", text).join();
		}
	}

	@SpringBootTest(classes = Application.class, properties = { "context=first", "jolt.startup=fail" })
	@EmbeddedJolt
	static class First {

	}

	@SpringBootTest(classes = Application.class, properties = { "context=second", "jolt.startup=fail" })
	@EmbeddedJolt
	static class Second {

	}

	@SpringBootTest(classes = Application.class, properties = { "context=first", "jolt.startup=fail" })
	@EmbeddedJolt(port = OnePort.PORT)
	static class OnePort {

		static final int PORT = 28_713;

	}

	@SpringBootTest(classes = Application.class, properties = { "context=second", "jolt.startup=fail" })
	@EmbeddedJolt(port = OnePort.PORT)
	static class SamePort {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(id = "auto", topics = "texts")
		void auto(String text) {
			this.received.add("auto: " + text);
		}

		@JoltListener(id = "stopped", topics = "texts.stopped")
		void stopped(String text) {
			this.received.add("stopped: " + text);
		}

		@JoltListener(id = "started", topics = "texts", autoStartup = "false")
		void started(String text) {
			this.received.add("started: " + text);
		}

		@JoltListener(id = "manual", topics = "texts", autoStartup = "false")
		void manual(String text) {
			this.received.add("manual: " + text);
		}

		@Nullable String next() throws InterruptedException {
			return this.received.poll(10, TimeUnit.SECONDS);
		}

	}

}
