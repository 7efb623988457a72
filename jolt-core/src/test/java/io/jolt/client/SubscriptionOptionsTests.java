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
	void nothingToSubscribeToIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SubscriptionOptions.forTopics(List.of(), List.of()))
			.withMessageContaining("a topic or a pattern");
	}

}
