package io.jolt.integration.docs.snippets;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltAdvice;
import io.jolt.spring.annotation.JoltListener;
import jakarta.validation.Valid;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.stereotype.Component;

/**
 * Exceptions that methods handle.
 */
final class ErrorAdvice {

	private ErrorAdvice() {
	}

	// tag::local[]
	@Component
	static class Desk {

		final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@JoltListener("orders.placed")
		void handle(@Valid @Payload Order order) {
			if (order.item().equals("Unicorn")) {
				throw new IllegalArgumentException("There are no unicorns");
			}
		}

		@MessageExceptionHandler
		void notPossible(IllegalArgumentException error, JoltMessage message) {
			this.heard.add(message.topic() + ": " + error.getMessage());
		}

	}

	// end::local[]

	// tag::advice[]
	@JoltAdvice
	static class Complaints {

		final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@MessageExceptionHandler
		void notValid(MethodArgumentNotValidException error, JoltMessage message) {
			this.heard.add("not valid: " + message.data());
		}

		@MessageExceptionHandler
		void notReadable(MessageConversionException error, JoltMessage message) {
			this.heard.add("not readable: " + message.data());
		}

	}
	// end::advice[]

}
