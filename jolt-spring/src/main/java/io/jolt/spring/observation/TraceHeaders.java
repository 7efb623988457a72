package io.jolt.spring.observation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;

/**
 * Adds a trace to a message. The client leaves it out if the broker does not support
 * headers or the message has no room for it.
 */
final class TraceHeaders {

	private TraceHeaders() {
	}

	/**
	 * Adds headers and replaces those of the same names: a message that is passed on
	 * continues the current trace, not the one that it arrived with.
	 * @param message the message
	 * @param trace the headers of the trace
	 * @return the message with the headers, the message's own first
	 */
	static JoltMessage add(JoltMessage message, Map<String, String> trace) {
		if (trace.isEmpty()) {
			return message;
		}
		Map<String, String> headers = new LinkedHashMap<>(message.headers());
		headers.keySet().removeAll(trace.keySet());
		headers.putAll(trace);
		return JoltMessage.of(message.topic(), message.data(), headers);
	}

	static PublishOptions optional(PublishOptions options, Set<String> trace) {
		if (trace.isEmpty()) {
			return options;
		}
		Set<String> names = new HashSet<>(options.optionalHeaders());
		names.addAll(trace);
		return options.withOptionalHeaders(names);
	}

}
