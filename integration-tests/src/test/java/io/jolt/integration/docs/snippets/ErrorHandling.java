package io.jolt.integration.docs.snippets;

import java.util.concurrent.TimeoutException;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.listener.DeadLetterPublishingRecoverer;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageRecoverer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What may become of failures.
 */
final class ErrorHandling {

	private static final Logger logger = LoggerFactory.getLogger(ErrorHandling.class);

	private ErrorHandling() {
	}

	@Configuration(proxyBeanMethods = false)
	static class RetryConfiguration {

		// tag::handler[]
		@Bean
		JoltErrorHandler joltErrorHandler(JoltOperations jolt) {
			// 200 ms, 400 ms, ...
			ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
			backOff.setMaxAttempts(4); // retries: five attempts in all
			DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(jolt,
					(delivery, error) -> (error instanceof TimeoutException) ? "late.dlt" : delivery.topic() + ".dlt");
			DefaultJoltErrorHandler handler = new DefaultJoltErrorHandler(recoverer, backOff);
			handler.addNotRetryableExceptions(IllegalArgumentException.class);
			return handler;
		}
		// end::handler[]

	}

	@Configuration(proxyBeanMethods = false)
	static class OneListenersHandler {

		// tag::one-listener[]
		@Bean(defaultCandidate = false) // or it would be every listener's
		JoltErrorHandler patient() {
			return (error, delivery) -> {
				logger.warn("Listener {} failed on a message from {}", delivery.listenerId(), delivery.topic(), error);
				delivery.redeliver(); // once, and what that throws is logged
			};
		}

		// end::one-listener[]

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRecoverer {

		// tag::recoverer[]
		@Bean
		JoltMessageRecoverer keepTheText(FailedMessages failedMessages) {
			return (error, delivery, attempts) -> failedMessages.save(delivery.topic(), delivery.message().data(),
					attempts);
		}
		// end::recoverer[]

	}

	@Component
	static class DeadLetters {

		// tag::dead-letters[]
		@JoltListener("orders.created.dlt")
		void dead(JoltMessage letter, @Header(JoltHeaders.DLT_EXCEPTION_MESSAGE) String reason,
				@Header(JoltHeaders.DLT_ATTEMPTS) int attempts) {
			logger.error("Given up after {} attempts: {}: {}", attempts, reason, letter.data());
		}
		// end::dead-letters[]

	}

	@Component
	static class ConnectionLog {

		// tag::events[]
		@EventListener
		void refused(JoltErrorEvent event) {
			logger.warn("Jolt: {}", event.getError().getMessage());
		}
		// end::events[]

	}

}
