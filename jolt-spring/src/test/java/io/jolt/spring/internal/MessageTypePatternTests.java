package io.jolt.spring.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MessageTypePatternTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			created,   created,       true
			created,   Created,       false
			created,   created.twice, false
			a..b,      a..b,          true
			a/b c,     a/b c,         true
			*,         created,       true
			*,         order.created, false
			>,         created,       true
			>,         order.created, true
			order.*,   order.created, true
			order.*,   order,         false
			order.*,   order.a.b,     false
			*.created, order.created, true
			order.>,   order.a.b,     true
			order.>,   order,         false
			*,         ,              false
			>,         ,              false
			created,   ,              false
			>,         '',            false
			""")
	void matchesAsPatternsOfTopicsDo(String pattern, @Nullable String type, boolean matches) {
		assertThat(MessageTypePattern.of(pattern).matches(type)).isEqualTo(matches);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "order*", "a.b*", "a.>b", ">.a", "a.>.b", "a..*", "*.", ".>", "a\tb" })
	void whatIsNeitherATypeNorAPatternIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MessageTypePattern.of(text)).withMessageContaining(text);
	}

	@Test
	void aTypeMayHaveUpTo128Characters() {
		assertThat(MessageTypePattern.of("x".repeat(128)).isLiteral()).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> MessageTypePattern.of("x".repeat(129)));
	}

	@Test
	void fromLeftToRightALiteralTokenComesBeforeAStarAndThatBeforeTheRest() {
		List<String> sorted = List.of("a.b.c", "a.b.*", "a.b.>", "a.*.c", "a.*.*", "a.*.>", "a.>", "*.b.c", "*.b.*",
				"*.*.c", "*.>", ">");
		List<String> shuffled = new ArrayList<>(sorted);
		Collections.reverse(shuffled);
		assertThat(shuffled.stream().map(MessageTypePattern::of).sorted(MessageTypePattern.MOST_SPECIFIC_FIRST))
			.extracting(MessageTypePattern::toString)
			.containsExactlyElementsOf(sorted);
	}

}
