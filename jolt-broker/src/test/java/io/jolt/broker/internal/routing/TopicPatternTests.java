package io.jolt.broker.internal.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TopicPatternTests {

	@ParameterizedTest
	@CsvSource({ "a.*, a.b, true", "a.*, a, false", "a.*, a.b.c, false", "a.>, a.b, true", "a.>, a.b.c.d, true",
			"a.>, a, false", ">, a, true", ">, a.b, true", "*, a, true", "*, a.b, false", "*.b, a.b, true",
			"a.*.c, a.b.c, true", "a.*.c, a.b.d, false", "a.b, a.b, true", "a.b, a.c, false", "*.>, a, false",
			"*.>, a.b, true", ">, _jolt.x, false", "*.x, _jolt.x, false", "_jolt.>, _jolt.x, true",
			"_jolt.*, _jolt.x, true", "_jolt, _jolt, true", ">, _jolt, true", ">, _joltx.y, true", "a.*, a., true",
			"a.*, a.*, true", "*.b, .b, true" })
	void matches(String pattern, String topic, boolean matches) {
		assertThat(pattern(pattern).matches(topic(topic))).isEqualTo(matches);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "a.", ".a", "a..b", "a*", "*a.b", "a.>b", ">.a", "a.>.b", "**", ">>" })
	void isNoPattern(String text) {
		assertThat(TopicPattern.of(text)).isNull();
	}

	@Test
	void coversExactlyThoseWhoseEveryTopicItMatches() {
		List<TopicPattern> patterns = new ArrayList<>();
		for (String text : all(List.of("a", "_jolt", "*", ">"), 3)) {
			TopicPattern pattern = TopicPattern.of(text);
			if (pattern != null) {
				patterns.add(pattern);
			}
		}
		List<TopicName> topics = all(List.of("a", "_jolt", "other"), 4).stream().map(TopicPatternTests::topic).toList();
		for (TopicPattern covering : patterns) {
			for (TopicPattern covered : patterns) {
				boolean everyTopic = topics.stream()
					.allMatch((topic) -> !covered.matches(topic) || covering.matches(topic));
				assertThat(covering.covers(covered)).as("%s covers %s", covering, covered).isEqualTo(everyTopic);
			}
		}
	}

	private static List<String> all(List<String> tokens, int maxTokens) {
		List<String> texts = new ArrayList<>(tokens);
		List<String> longest = tokens;
		for (int i = 1; i < maxTokens; i++) {
			List<String> longer = new ArrayList<>();
			for (String text : longest) {
				tokens.forEach((token) -> longer.add(text + "." + token));
			}
			texts.addAll(longer);
			longest = longer;
		}
		return texts;
	}

	private static TopicPattern pattern(String text) {
		return Objects.requireNonNull(TopicPattern.of(text));
	}

	private static TopicName topic(String text) {
		return Objects.requireNonNull(TopicName.of(text));
	}

}
