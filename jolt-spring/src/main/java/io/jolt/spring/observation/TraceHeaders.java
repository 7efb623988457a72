package io.jolt.spring.observation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;

/**
 * Lets a trace accompany a message. The client leaves it out for a broker that does not
 * know headers, and where there is no room for it.
 */
final class TraceHeaders {

	private TraceHeaders() {
	}

	/**
	 * Adds headers, in the place of headers of the same names: a message that is passed
	 * on continues the present trace, not the one that it came with.
	 * @param message the message
	 * @param trace what is added
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
