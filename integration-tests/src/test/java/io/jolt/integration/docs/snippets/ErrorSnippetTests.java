package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/errors.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@EmbeddedJolt
class ErrorSnippetTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@Autowired
	private JoltOperations jolt;

	@Test
	void whatIsNotRetriedBecomesADeadLetterAtOnce() throws Exception {
		try (LogLines log = LogLines.of(ErrorHandling.class)) {
			this.jolt.convertAndSend("orders.created", "refused");
			assertThat(log.next()).isEqualTo("Given up after 1 attempts: no: refused");
		}
	}

	@Test
	void whatFailsAtFirstIsHandledInTheEnd(@Autowired Failing failing) throws Exception {
		this.jolt.convertAndSend("orders.created", "flaky");
		assertThat(failing.handled.poll(10, TimeUnit.SECONDS)).isEqualTo("flaky");
	}

	@Test
	void theResolverChoosesTheTopic(JoltMessageCaptor captor) {
		this.jolt.convertAndSend("slow.orders", "slow");
		assertThat(captor.await("late.dlt", 1, LIMIT)).hasSize(1);
	}

	@Test
	void methodsHandleWhatAListenerThrows() throws Exception {
		try (LogLines log = LogLines.of(ErrorAdvice.class)) {
			this.jolt.convertAndSend("orders.placed", new Order("7", "Unicorn", 1));
			assertThat(log.next()).isEqualTo("Refused an order from orders.placed: There are no unicorns");
			this.jolt.convertAndSend("orders.placed", new Order("7", "", 1));
			assertThat(log.next()).startsWith("Not valid: {");
			this.jolt.convertAndSend("orders.placed", "nonsense");
			assertThat(log.next()).isEqualTo("Not readable: nonsense");
		}
	}

	@Component
	static class Failing {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		// only touched by the listener's thread
		private int failures;

		@JoltListener("orders.created")
		void handle(String text) {
			if (text.equals("refused")) {
				throw new IllegalArgumentException("no");
			}
			if (text.equals("flaky") && this.failures++ < 2) {
				throw new IllegalStateException("not yet");
			}
			this.handled.add(text);
		}

		@JoltListener("slow.orders")
		void time(String text) throws Exception {
			throw new TimeoutException(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ErrorHandling.RetryConfiguration.class, ErrorHandling.DeadLetters.class,
			ErrorHandling.ConnectionLog.class, ErrorAdvice.Desk.class, ErrorAdvice.Complaints.class, Failing.class })
	static class Application {

	}

}
