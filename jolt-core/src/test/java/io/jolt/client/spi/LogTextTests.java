package io.jolt.client.spi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a remote party sends can neither begin a line of a log nor change how one looks.
 */
class LogTextTests {

	@ParameterizedTest
	@CsvSource({ "000d", "000a", "001b", "0085", "2028", "2029", "202e", "2066", "200b", "feff", "d800" })
	void whatWouldChangeHowALineLooksIsEscaped(String hex) {
		char c = (char) Integer.parseInt(hex, 16);
		assertThat(LogText.of("a" + c + "b")).isEqualTo("a\\u" + hex + "b");
		assertThat(LogThrowable.of(new IllegalStateException("a" + c)).toString())
			.isEqualTo("java.lang.IllegalStateException: a\\u" + hex);
	}

	@Test
	void aTextInAnyLanguageStaysAsItIs() {
		String text = "größer \u65e5\u672c\u8a9e \ud83d\ude00 \u05d0\u05d1";
		assertThat(LogText.of(text)).isEqualTo(text);
	}

}
