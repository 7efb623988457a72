package io.jolt.integration.docs.snippets;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltAdvice;
import io.jolt.spring.annotation.JoltListener;
import jakarta.validation.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.stereotype.Component;

/**
 * Exceptions that methods handle.
 */
final class ErrorAdvice {

	private static final Logger logger = LoggerFactory.getLogger(ErrorAdvice.class);

	private ErrorAdvice() {
	}

	// tag::local[]
	@Component
	static class Desk {

		@JoltListener("orders.placed")
		void handle(@Valid @Payload Order order) {
			if (order.item().equals("Unicorn")) {
				throw new IllegalArgumentException("There are no unicorns");
			}
		}

		@MessageExceptionHandler
		void notPossible(IllegalArgumentException error, JoltMessage message) {
			logger.warn("Refused an order from {}: {}", message.topic(), error.getMessage());
		}

	}

	// end::local[]

	// tag::advice[]
	@JoltAdvice
	static class Complaints {

		@MessageExceptionHandler
		void notValid(MethodArgumentNotValidException error, JoltMessage message) {
			logger.warn("Not valid: {}", message.data());
		}

		@MessageExceptionHandler
		void notReadable(MessageConversionException error, JoltMessage message) {
			logger.warn("Not readable: {}", message.data());
		}

	}
	// end::advice[]

}
