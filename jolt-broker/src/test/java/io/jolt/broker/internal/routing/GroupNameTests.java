package io.jolt.broker.internal.routing;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GroupNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "a.b", "a\u0000b", "a\nb", "\u007f", "\u0085", "\ud800", "\udc00\ud800",
			"1234567890123456789012345678901234567890123456789012345678901234x",
			"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
					+ "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9x" })
	void whatIsNoNameIsRefused(String text) {
		assertThat(GroupName.of(text)).isNull();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '~', textBlock = """
			desk, "desk"
			a b, "a b"
			*, "*"
			>, ">"
			1234567890123456789012345678901234567890123456789012345678901234, \
			"1234567890123456789012345678901234567890123456789012345678901234"
			a"\\b, "a\\"\\\\b"
			\u00e9\u20ac, "\\u00e9\\u20ac"
			\ud83d\ude00, "\\ud83d\\ude00"
			""")
	void aNameIsWrittenInAscii(String text, String json) {
		GroupName name = Objects.requireNonNull(GroupName.of(text));
		assertThat(name).hasToString(text);
		assertThat(new String(name.json(), StandardCharsets.US_ASCII)).isEqualTo(json);
		assertThat(name).isEqualTo(GroupName.of(text)).hasSameHashCodeAs(GroupName.of(text));
	}

}
