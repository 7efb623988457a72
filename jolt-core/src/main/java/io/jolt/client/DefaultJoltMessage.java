package io.jolt.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

record DefaultJoltMessage(String topic, String data, Map<String, String> headers) implements JoltMessage {

	DefaultJoltMessage {
		Objects.requireNonNull(topic, "topic");
		Objects.requireNonNull(data, "data");
		// Map.copyOf would lose the order
		headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

}
