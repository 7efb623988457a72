package io.jolt.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.spring.annotation.JoltHandler;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import io.jolt.spring.core.JoltTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code jolt.listener.auto-startup=false} holds for every way to a listener, and is not
 * forgotten.
 */
@Timeout(60)
class AutoStartupTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	@AfterEach
	void close() {
		this.broker.close();
	}

	@Test
	void noListenerStartsByItselfHoweverItIsRegistered() throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
			registry.registerListenerContainer(endpoint(context.getBean(Application.class), "dynamic"),
					context.getBean("joltListenerContainerFactory", JoltListenerContainerFactory.class));
			assertThat(registry.getListenerContainerIds()).containsExactlyInAnyOrder("annotated", "named", "onClass",
					"programmatic", "dynamic");
			for (int i = 0; i < 2; i++) {
				assertThat(registry.getListenerContainers()).noneMatch((container) -> container.isRunning());
				assertThat(this.broker.subscriptions()).isZero();
				context.pause();
				context.restart();
			}
			context.stop();
			context.start();
			assertThat(registry.getListenerContainers()).noneMatch((container) -> container.isRunning());
			registry.getListenerContainerIds().forEach(registry::start);
			Awaitility.await().until(() -> this.broker.subscriptions() == 5);
			context.getBean(JoltTemplate.class).convertAndSend("texts", "hello");
			assertThat(context.getBean(Application.class).next(5)).containsExactlyInAnyOrder("annotated", "named",
					"onClass", "programmatic", "dynamic");
		}
	}

	@Test
	void whatWasStartedOrStoppedByHandIsSoAfterAPause() {
		try (ConfigurableApplicationContext context = run()) {
			JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
			registry.start("annotated");
			registry.start("named");
			registry.stop("named");
			for (int i = 0; i < 2; i++) {
				context.pause();
				Awaitility.await().until(() -> this.broker.connections() == 0);
				context.restart();
				assertThat(registry.getListenerContainerIds()).filteredOn(registry::isRunning)
					.containsExactly("annotated");
				Awaitility.await().until(() -> this.broker.subscriptions() == 1);
			}
		}
	}

	private static SimpleJoltListenerEndpoint endpoint(Application application, String id) {
		SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint(id,
				(message) -> application.received.add(id));
		endpoint.setTopics(List.of("texts"));
		return endpoint;
	}

	private ConfigurableApplicationContext run() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run("--jolt.host=127.0.0.1", "--jolt.port=" + this.broker.port(), "--jolt.startup=fail",
					"--jolt.listener.auto-startup=false", "--jolt.connections.other.host=127.0.0.1",
					"--jolt.connections.other.port=" + this.broker.port());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(OnClass.class)
	static class Application {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(id = "annotated", topics = "texts")
		void annotated(String text) {
			this.received.add("annotated");
		}

		@JoltListener(id = "named", topics = "texts", connection = "other")
		void named(String text) {
			this.received.add("named");
		}

		@Bean
		JoltListenerConfigurer programmatic() {
			return (registrar) -> registrar.registerEndpoint(endpoint(this, "programmatic"));
		}

		List<String> next(int count) throws InterruptedException {
			List<String> texts = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				texts.add(String.valueOf(this.received.poll(10, TimeUnit.SECONDS)));
			}
			return texts;
		}

	}

	@JoltListener(id = "onClass", topics = "texts")
	static class OnClass {

		private final Application application;

		OnClass(Application application) {
			this.application = application;
		}

		@JoltHandler
		void handle(String text) {
			this.application.received.add("onClass");
		}

	}

}
