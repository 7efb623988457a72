package io.jolt.client.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jolt.client.SubscriptionOptions;
import io.jolt.client.TopicPattern;
import io.jolt.client.internal.protocol.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

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

	@Test
	void theMembersOfAGroupTakeTurnsAndGetNothingElse() {
		DeliveryQueue first = queue();
		DeliveryQueue second = queue();
		DeliveryQueue pattern = queue();
		DeliveryQueue alone = queue();
		this.router.add(List.of("a"), List.of(), "desk", first);
		this.router.add(List.of("a"), List.of(), "desk", second);
		this.router.add(List.of(), List.of("*"), "desk", pattern);
		this.router.add(List.of("a"), List.of(), null, alone);
		assertThat(route("a")).containsExactly(alone);
		assertThat(List.of(member("a"), member("a"), member("a"))).containsExactlyInAnyOrder(first, second, pattern);
		assertThat(List.of(member("a"), member("a"), member("a"))).containsExactlyInAnyOrder(first, second, pattern);
		assertThat(List.of(member("b"), member("b"))).containsExactly(pattern, pattern);
		assertThat(this.router.routeToGroup("a", "other", message(), (queue) -> fail())).isFalse();
		assertThat(this.router.routeToGroup("a.b", "desk", message(), (queue) -> fail())).isFalse();
	}

	@Test
	void aMemberWithTwoReasonsForAMessageHasOneTurn() {
		DeliveryQueue both = queue();
		DeliveryQueue other = queue();
		this.router.add(List.of("a"), List.of("*", ">"), "desk", both);
		this.router.add(List.of("a"), List.of(), "desk", other);
		assertThat(List.of(member("a"), member("a"), member("a"), member("a"))).containsExactlyInAnyOrder(both, both,
				other, other);
	}

	@Test
	void aMemberThatIsNotReadyIsPassedOver() {
		DeliveryQueue paused = queue();
		DeliveryQueue full = queue();
		DeliveryQueue closed = queue();
		DeliveryQueue ready = queue();
		for (DeliveryQueue queue : List.of(paused, full, closed, ready)) {
			this.router.add(List.of("a"), List.of(), "desk", queue);
		}
		paused.pause();
		for (int i = 0; i < 2; i++) {
			full.offer(message());
		}
		closed.close();
		for (int i = 0; i < 8; i++) {
			assertThat(member("a")).isSameAs(ready);
		}
		this.router.remove(List.of("a"), List.of(), "desk", ready);
		assertThat(List.of(member("a"), member("a"), member("a"))).containsOnly(paused);
		this.router.remove(List.of("a"), List.of(), "desk", paused);
		assertThat(List.of(member("a"), member("a"), member("a"))).containsOnly(full);
	}

	@Test
	void aMemberWithLessToDoComesFirst() {
		DeliveryQueue busy = queue();
		DeliveryQueue idle = queue();
		this.router.add(List.of("a"), List.of(), "desk", busy);
		this.router.add(List.of("a"), List.of(), "desk", idle);
		busy.offer(message());
		assertThat(List.of(member("a"), member("a"), member("a"))).containsOnly(idle);
	}

	@Test
	void aGroupWithoutMembersIsForgotten() {
		DeliveryQueue only = queue();
		this.router.add(List.of("a"), List.of("b.*"), "desk", only);
		this.router.remove(List.of("a"), List.of("b.*"), "other", only);
		assertThat(member("b.c")).isSameAs(only);
		this.router.remove(List.of("a"), List.of("b.*"), "desk", only);
		this.router.remove(List.of("a"), List.of("b.*"), "desk", only);
		assertThat(this.router.routeToGroup("a", "desk", message(), (queue) -> fail())).isFalse();
	}

	private DeliveryQueue member(String topic) {
		List<DeliveryQueue> found = new ArrayList<>();
		assertThat(this.router.routeToGroup(topic, "desk", message(), found::add)).isTrue();
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private static Delivery message() {
		return new Delivery("a", "", Map.of(), 1);
	}

	private List<DeliveryQueue> route(String topic) {
		List<DeliveryQueue> found = new ArrayList<>();
		assertThat(this.router.route(topic, found::add)).isEqualTo(!found.isEmpty());
		return found;
	}

	private static DeliveryQueue queue() {
		return new DeliveryQueue(SubscriptionOptions.forTopic("any").queueCapacity(2).build(), (message) -> {
		}, (task) -> {
		}, (error) -> {
		});
	}

}
