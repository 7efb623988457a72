package io.jolt.spring;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.MessagingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application without Spring Boot that has forgotten the client's lifecycle.
 */
@Timeout(30)
class UnstartedClientTests {

	@Test
	void theLogSaysThatTheClientIsNotStartedAndBlamesNoBrokerAndStartUpDoesNotWait() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				LogCapture log = LogCapture.of(JoltListenerEndpointRegistry.class);
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("port", Integer.class, broker::port);
			context.register(Application.class);
			long begun = System.nanoTime();
			context.refresh();
			assertThat(System.nanoTime() - begun).as("less than the start-up time-out")
				.isLessThan(TimeUnit.SECONDS.toNanos(5));
			assertThat(log.messages(Level.WARN)).singleElement()
				.asString()
				.contains("desk", "client is not started", "JoltClientLifecycle")
				.doesNotContain("No broker");
			JoltClient client = context.getBean(JoltClient.class);
			JoltTemplate template = new JoltTemplate(client);
			assertThatExceptionOfType(MessagingException.class)
				.isThrownBy(() -> template.convertAndSend("orders", "early"))
				.withCauseInstanceOf(JoltNotSentException.class);
			client.connect();
			template.convertAndSend("orders", "hello");
			assertThat(context.getBean(Application.class).received.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableJolt
	static class Application {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@Bean
		JoltClient client(Integer port) {
			return JoltClientBuilder.create().address("127.0.0.1", port).build();
		}

		@Bean
		DefaultJoltListenerContainerFactory joltListenerContainerFactory(JoltClient client) {
			return new DefaultJoltListenerContainerFactory(client);
		}

		@JoltListener(id = "desk", topics = "orders")
		void receive(String text) {
			this.received.add(text);
		}

	}

}
