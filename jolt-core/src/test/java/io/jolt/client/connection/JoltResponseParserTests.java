package io.jolt.client.connection;

import java.util.Arrays;
import java.util.Map;

import io.jolt.client.JoltException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JoltResponseParserTests {

	@Test
	void eachKindOfLineHasItsType() {
		assertThat(JoltResponseParser.parseResponse("{\"ok\":true}"))
			.asInstanceOf(InstanceOfAssertFactories.type(JoltOkResponse.class))
			.satisfies((ok) -> {
				assertThat(ok.isOk()).isTrue();
				assertThat(ok.getRawLine()).isEqualTo("{\"ok\":true}");
			});
		assertThat(JoltResponseParser.parseResponse("{\"ok\":false,\"error\":\"no\\nway\"}"))
			.asInstanceOf(InstanceOfAssertFactories.type(JoltErrorResponse.class))
			.satisfies((error) -> {
				assertThat(error.isOk()).isFalse();
				assertThat(error.getError()).isEqualTo("no\nway");
				assertThat(error).hasToString("JoltErrorResponse[error=no\\nway]");
			});
		assertThat(JoltResponseParser.parseResponse("{\"ok\":true,\"topic\":\"t\",\"data\":\"d\"}"))
			.asInstanceOf(InstanceOfAssertFactories.type(JoltTopicMessage.class))
			.satisfies((message) -> {
				assertThat(message.getTopic()).isEqualTo("t");
				assertThat(message.getData()).isEqualTo("d");
				assertThat(message).hasToString("JoltTopicMessage[topic=t, data=d]");
			});
	}

	@Test
	void aLineMayBeReadAsTheTypeItIs() {
		assertThat(JoltResponseParser.parseErrorResponse("{\"ok\":false}").getError()).isEqualTo("Unknown error");
		assertThat(JoltResponseParser.parseTopicMessage("{\"topic\":\"t\",\"data\":{\"a\":1}}").getData())
			.isEqualTo("{\"a\":1}");
		assertThatExceptionOfType(JoltException.class)
			.isThrownBy(() -> JoltResponseParser.parseErrorResponse("{\"ok\":true}"))
			.withMessageContaining("is no JoltErrorResponse but a JoltOkResponse");
	}

	@Test
	void theRawFieldsAreAllThere() {
		JoltResponse response = JoltResponseParser
			.parseResponse("{\"ok\":true,\"id\":7,\"ratio\":0.5,\"list\":[\"a\",null,{\"b\":false}],\"nothing\":null}");
		assertThat(response.getRaw()).containsEntry("ok", true)
			.containsEntry("id", 7)
			.containsEntry("ratio", 0.5)
			.containsEntry("list", Arrays.asList("a", null, Map.of("b", false)))
			.containsEntry("nothing", null)
			.hasSize(5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "[]", "{\"ok\":1}", "{}", "{\"ok\":true} x" })
	void whatNoBrokerSaysIsRefused(String line) {
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> JoltResponseParser.parseResponse(line));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "[]", "{\"a\":", "{} x" })
	void whatIsNoJsonObjectHasNoFields(String line) {
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> JoltResponseParser.parse(line));
	}

}
