package io.jolt.client;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SubscriptionOptions}.
 */
class SubscriptionOptionsTests {

	@Test
	void topicsAndPatternsKeepTheirOrderWithoutDuplicates() {
		SubscriptionOptions options = SubscriptionOptions
			.forTopics(List.of("b", "a", "b"), List.of("a", "c.*", "a", "c.*"))
			.build();
		assertThat(options.topics()).containsExactly("b", "a");
		assertThat(options.patterns()).containsExactly("a", "c.*");
	}

	@Test
	void oneTopicOrOnePatternIsEnough() {
		assertThat(SubscriptionOptions.forTopic("a").build().topics()).containsExactly("a");
		assertThat(SubscriptionOptions.forTopic("a").build().patterns()).isEmpty();
		assertThat(SubscriptionOptions.forPattern("a.*").build().topics()).isEmpty();
		assertThat(SubscriptionOptions.forPattern("a.*").build().patterns()).containsExactly("a.*");
	}

	@Test
	void severalTopicsOrPatternsMayBeNamedOneByOne() {
		SubscriptionOptions topics = SubscriptionOptions.forTopics("b", "a", "b").build();
		assertThat(topics.topics()).containsExactly("b", "a");
		assertThat(topics.patterns()).isEmpty();
		SubscriptionOptions patterns = SubscriptionOptions.forPatterns("b.*", "a.>", "b.*").build();
		assertThat(patterns.patterns()).containsExactly("b.*", "a.>");
		assertThat(patterns.topics()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> SubscriptionOptions.forTopics());
		assertThatIllegalArgumentException().isThrownBy(() -> SubscriptionOptions.forPatterns());
	}

	@Test
	void nothingToSubscribeToIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SubscriptionOptions.forTopics(List.of(), List.of()))
			.withMessageContaining("a topic or a pattern");
	}

}
