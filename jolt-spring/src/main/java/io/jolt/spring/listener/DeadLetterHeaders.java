package io.jolt.spring.listener;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.jolt.client.spi.LogText;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.internal.ProtocolHeaders;

import org.springframework.core.NestedExceptionUtils;

/**
 * A dead letter's headers: the message's own, then those that say where it comes from and
 * why, the most important first. If not all of them fit, the client leaves out the last
 * ones.
 */
final class DeadLetterHeaders {

	private static final int MAX_STACK_TRACE_CHARS = 4000;

	private final Map<String, String> headers = new LinkedHashMap<>();

	private DeadLetterHeaders(Map<String, String> original) {
		original.forEach((name, value) -> {
			// not those from when it was a dead letter before, or about how to answer it
			if (!isOwn(name) && ProtocolHeaders.isPassedOn(name, value)) {
				this.headers.put(name, value);
			}
		});
	}

	static Map<String, String> of(Throwable error, FailedDelivery delivery, int attempts) {
		return new DeadLetterHeaders(delivery.message().headers())
			.add(JoltHeaders.DLT_ORIGINAL_TOPIC, LogText.of(delivery.topic()))
			.add(JoltHeaders.DLT_EXCEPTION_CLASS, error.getClass().getName())
			.add(JoltHeaders.DLT_LISTENER_ID, LogText.of(delivery.listenerId()))
			.add(JoltHeaders.DLT_ATTEMPTS, Integer.toString(attempts))
			.add(JoltHeaders.DLT_TIMESTAMP, Long.toString(System.currentTimeMillis()))
			.addMessage(error)
			.addCause(error)
			.add(JoltHeaders.DLT_STACKTRACE, stackTrace(error)).headers;
	}

	private static boolean isOwn(String name) {
		return switch (name) {
			case JoltHeaders.DLT_ORIGINAL_TOPIC, JoltHeaders.DLT_EXCEPTION_CLASS, JoltHeaders.DLT_LISTENER_ID,
					JoltHeaders.DLT_ATTEMPTS, JoltHeaders.DLT_TIMESTAMP, JoltHeaders.DLT_EXCEPTION_MESSAGE,
					JoltHeaders.DLT_EXCEPTION_CAUSE_CLASS, JoltHeaders.DLT_STACKTRACE ->
				true;
			default -> false;
		};
	}

	private DeadLetterHeaders addMessage(Throwable error) {
		String message = error.getMessage();
		return (message != null) ? add(JoltHeaders.DLT_EXCEPTION_MESSAGE, LogText.of(message)) : this;
	}

	private DeadLetterHeaders addCause(Throwable error) {
		Throwable cause = NestedExceptionUtils.getRootCause(error);
		return (cause != null) ? add(JoltHeaders.DLT_EXCEPTION_CAUSE_CLASS, cause.getClass().getName()) : this;
	}

	private DeadLetterHeaders add(String name, String value) {
		this.headers.put(name, value);
		return this;
	}

	private static String stackTrace(Throwable error) {
		StringWriter text = new StringWriter();
		error.printStackTrace(new PrintWriter(text));
		return LogText.of(text.toString().lines().map(String::strip).collect(Collectors.joining(" | ")),
				MAX_STACK_TRACE_CHARS);
	}

}
