package io.jolt.integration.docs.snippets;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.timeout;

/**
 * The page on errors says that a recoverer bean takes the place of dead letters.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "jolt.listener.retry.enabled=true", "jolt.listener.retry.max-attempts=2",
				"jolt.listener.retry.initial-interval=1ms" })
@EmbeddedJolt
class RecovererSnippetTests {

	@MockitoBean
	private FailedMessages failedMessages;

	@Test
	void aRecovererTakesWhatFailedForGood(@Autowired JoltOperations jolt) {
		jolt.convertAndSend("orders.created", "pen");
		then(this.failedMessages).should(timeout(10000)).save("orders.created", "pen", 2);
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
