package io.jolt.benchmarks.workload;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Payload}.
 */
class PayloadTests {

	@ParameterizedTest
	@EnumSource
	void theNumberIsReadBack(Workload workload) {
		Payload payload = workload.payload();
		int last = payload.variants() - 1;
		String text = payload.text(last);
		assertThat(payload.numberIn(text)).isEqualTo(last);
		assertThat(payload.numberIn(text.getBytes(StandardCharsets.UTF_8), 0)).isEqualTo(last);
	}

	@Test
	void messagesAreAsLongAsTheyShouldBe() {
		assertThat(Workload.TEXT_16.payload().text(0)).hasSize(16);
		assertThat(Workload.JSON_128.payload().text(0)).hasSize(128);
		assertThat(Workload.JSON_4K.payload().text(0)).hasSize(4096);
		assertThat(Workload.JSON_4K.payload().bytes()).isEqualTo(4096);
	}

	@Test
	void jsonIsJsonWithItsQuotes() {
		JsonMapper mapper = JsonMapper.builder().build();
		String order = Workload.JSON_128.payload().text(5);
		assertThat(Payload.number(mapper.readTree(order).get("number").intValue())).isEqualTo(5);
		assertThat(order.chars().filter((character) -> character == '"')).hasSize(26);
		assertThat(mapper.readTree(Workload.JSON_4K.payload().text(5)).size()).isGreaterThan(20);
	}

}
