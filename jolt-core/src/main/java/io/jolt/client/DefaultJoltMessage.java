package io.jolt.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

record DefaultJoltMessage(String topic, String data, Map<String, String> headers) implements JoltMessage {

	DefaultJoltMessage {
		Objects.requireNonNull(topic, "topic");
		Objects.requireNonNull(data, "data");
		headers.forEach((name, value) -> {
			Objects.requireNonNull(name, "A header's name must not be null");
			Objects.requireNonNull(value, () -> "The value of header '" + name + "' must not be null");
		});
		// Map.copyOf would lose the order
		headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

}
