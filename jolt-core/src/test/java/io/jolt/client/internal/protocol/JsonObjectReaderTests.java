package io.jolt.client.internal.protocol;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonObjectReaderTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "[]", "{\"a\":", "{} x" })
	void whatIsNotAJsonObjectHasNoFields(String line) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> JsonObjectReader.read(line));
	}

}
