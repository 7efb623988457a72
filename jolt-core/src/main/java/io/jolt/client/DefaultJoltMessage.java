package io.jolt.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A message that copies its headers.
 *
 * @param topic the topic
 * @param data the text
 * @param headers the headers in their order
 */
record DefaultJoltMessage(String topic, String data, Map<String, String> headers) implements JoltMessage {

	DefaultJoltMessage {
		Objects.requireNonNull(topic, "topic");
		Objects.requireNonNull(data, "data");
		headers = headers.isEmpty() ? Map.of() : copy(headers);
	}

	private static Map<String, String> copy(Map<String, String> headers) {
		headers.forEach((name, value) -> {
			Objects.requireNonNull(name, "A header's name must not be null");
			Objects.requireNonNull(value, () -> "The value of header '" + name + "' must not be null");
		});
		// Map.copyOf would lose the order
		return Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

}
