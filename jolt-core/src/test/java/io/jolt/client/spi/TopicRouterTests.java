package io.jolt.client.spi;

import java.util.ArrayList;
import java.util.List;

import io.jolt.client.SubscriptionOptions;
import io.jolt.client.TopicPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TopicRouter} and {@link TopicPattern}.
 */
class TopicRouterTests {

	private final TopicRouter router = new TopicRouter();

	@ParameterizedTest
	@CsvSource({ "orders.*, orders.created, true", "orders.*, orders, false", "orders.*, orders.a.b, false",
			"*, orders, true", "*, orders.a, false", "orders.>, orders.a, true", "orders.>, orders.a.b.c, true",
			"orders.>, orders, false", "orders.>, orders., false", ">, a.b, true", ">, _jolt.probe, false",
			"*.probe, _jolt.probe, false", "_jolt.>, _jolt.probe, true", "_jolt.*, _jolt.probe, true",
			"a.*.c, a.b.c, true", "a.*.c, a..c, true", "a.*.c, a.b.d, false", "a.b, a.b, true", "a.b, a.bc, false",
			"a.b, a, false", "a, a.b, false", "*.*, a.b, true", "*.>, a.b.c, true", "*.>, a, false" })
	void aPatternMatches(String pattern, String topic, boolean expected) {
		assertThat(TopicPattern.of(pattern).matches(topic)).isEqualTo(expected);
	}

	@Test
	void aDeliveryGoesToEveryMatchingQueue() {
		DeliveryQueue literal = queue();
		DeliveryQueue second = queue();
		DeliveryQueue pattern = queue();
		DeliveryQueue other = queue();
		this.router.add(List.of("a.b"), List.of(), literal);
		this.router.add(List.of("a.b"), List.of(), second);
		this.router.add(List.of(), List.of("a.*"), pattern);
		this.router.add(List.of("a.*"), List.of(), other);
		assertThat(route("a.b")).containsExactly(literal, second, pattern);
		assertThat(route("a.c")).containsExactly(pattern);
		assertThat(route("a.*")).as("a literal topic that looks like a pattern").containsExactly(other, pattern);
		assertThat(route("b")).isEmpty();
	}

	@Test
	void whatIsRemovedGetsNothingMore() {
		DeliveryQueue literal = queue();
		DeliveryQueue pattern = queue();
		this.router.add(List.of("a"), List.of(), literal);
		this.router.add(List.of(), List.of("*"), pattern);
		this.router.remove(List.of("a"), List.of(), literal);
		assertThat(route("a")).containsExactly(pattern);
		this.router.remove(List.of(), List.of("*"), pattern);
		assertThat(route("a")).isEmpty();
	}

	@Test
	void aQueueOfSeveralTopicsAndPatternsIsVisitedOnce() {
		DeliveryQueue several = queue();
		DeliveryQueue single = queue();
		List<String> topics = List.of("a.b", "x");
		List<String> patterns = List.of("a.*", "a.>", "*.b");
		this.router.add(topics, patterns, several);
		this.router.add(List.of(), List.of("a.*"), single);
		assertThat(route("a.b")).containsExactly(several, single);
		assertThat(route("a.c")).containsExactly(several, single);
		assertThat(route("c.b")).containsExactly(several);
		assertThat(route("x")).containsExactly(several);
		assertThat(route("y")).isEmpty();
		this.router.remove(topics, patterns, several);
		assertThat(route("a.b")).containsExactly(single);
		assertThat(route("x")).isEmpty();
	}

	private List<DeliveryQueue> route(String topic) {
		List<DeliveryQueue> found = new ArrayList<>();
		assertThat(this.router.route(topic, found::add)).isEqualTo(!found.isEmpty());
		return found;
	}

	private static DeliveryQueue queue() {
		return new DeliveryQueue(SubscriptionOptions.forTopic("any").build(), (message) -> {
		}, Runnable::run, (error) -> {
		});
	}

}
