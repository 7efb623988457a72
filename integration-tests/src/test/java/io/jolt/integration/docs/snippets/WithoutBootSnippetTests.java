package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.jolt.broker.JoltBroker;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/client.md} says of Spring without Spring Boot.
 */
class WithoutBootSnippetTests {

	@Test
	void aConfigurationOfOnesOwnPublishesAndListens() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("app.broker", "jolt://127.0.0.1:" + broker.port())));
			context.register(WithoutBoot.class, Greeted.class);
			context.refresh();
			context.getBean(JoltTemplate.class).convertAndSend("greetings", "hello");
			assertThat(context.getBean(Greeted.class).text).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("hello");
		}
	}

	static class Greeted {

		final CompletableFuture<String> text = new CompletableFuture<>();

		@JoltListener("greetings")
		void on(String greeting) {
			this.text.complete(greeting);
		}

	}

}
