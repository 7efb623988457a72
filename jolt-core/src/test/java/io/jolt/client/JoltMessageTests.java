package io.jolt.client;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class JoltMessageTests {

	@Test
	void headersAreCopiedInTheirOrder() {
		Map<String, String> headers = new LinkedHashMap<>();
		for (String name : new String[] { "z", "a", "m" }) {
			headers.put(name, name);
		}
		JoltMessage message = JoltMessage.of("topic", "data", headers);
		headers.clear();
		assertThat(message.headers().keySet()).containsExactly("z", "a", "m");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> message.headers().clear());
	}

	@Test
	@SuppressWarnings("NullAway")
	void aHeaderWithoutValueIsRefusedByName() {
		Map<String, String> headers = new HashMap<>();
		headers.put("tenant", null);
		assertThatNullPointerException().isThrownBy(() -> JoltMessage.of("topic", "data", headers))
			.withMessageContaining("'tenant'");
	}

}
