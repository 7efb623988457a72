package io.jolt.integration.docs.snippets;

import java.util.concurrent.TimeUnit;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on errors says that a recoverer bean takes the place of dead letters.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "jolt.listener.retry.enabled=true", "jolt.listener.retry.max-attempts=2",
				"jolt.listener.retry.initial-interval=1ms" })
@EmbeddedJolt
class RecovererSnippetTests {

	@Test
	void aRecovererTakesWhatFailedForGood(@Autowired JoltOperations jolt,
			@Autowired ErrorHandling.OwnRecoverer recoverer) throws Exception {
		jolt.convertAndSend("orders.created", "pen");
		assertThat(recoverer.lost.poll(10, TimeUnit.SECONDS)).isEqualTo("pen failed 2 times: no");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ErrorHandling.OwnRecoverer.class)
	static class Application {

		@JoltListener("orders.created")
		void handle(String text) {
			throw new IllegalStateException("no");
		}

	}

}
