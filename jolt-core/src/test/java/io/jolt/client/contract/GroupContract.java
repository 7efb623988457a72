package io.jolt.client.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.PublishOptions;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The members of a group share their messages, and a publisher learns how many
 * subscribers there are.
 */
interface GroupContract extends ContractFixture {

	@ParameterizedTest
	@EnumSource
	default void eachMessageReachesOneMemberOfAGroup(OverflowPolicy overflow) {
		JoltClient publisher = openClient();
		Received first = new Received();
		Received second = new Received();
		subscribed(openClient(), desk("orders", overflow), first);
		subscribed(openClient(), desk("orders", overflow), second);
		List<String> texts = publish(publisher, "orders", 0, 40);
		awaitTogether(texts, first, second);
		assertThat(first.count()).as("they take turns").isBetween(5, 35);
	}

	@ParameterizedTest
	@EnumSource
	default void membersOnOneClientShareTheMessagesToo(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received first = new Received();
		Received second = new Received();
		subscribed(client, desk("orders", overflow), first);
		subscribed(client, desk("orders", overflow), second);
		List<String> texts = publish(client, "orders", 0, 40);
		awaitTogether(texts, first, second);
		assertThat(first.count()).as("they take turns").isBetween(5, 35);
	}

	@Test
	default void everyGroupAndEverySubscriptionWithoutOneGetsEachMessage() {
		JoltClient client = openClient();
		Received desk = new Received();
		Received audit = new Received();
		Received all = new Received();
		subscribed(client, desk("orders", OverflowPolicy.DROP_NEWEST), desk);
		subscribed(client, SubscriptionOptions.forTopic("orders").group("audit").build(), audit);
		subscribed(client, SubscriptionOptions.forTopic("orders").build(), all);
		List<String> texts = publish(openClient(), "orders", 0, 5);
		desk.awaitExactly(texts);
		audit.awaitExactly(texts);
		all.awaitExactly(texts);
	}

	@Test
	default void theLongestMessageThatIsSentReachesAGroupToo() {
		String longestName = "g".repeat(64);
		Received received = new Received();
		subscribed(openClient(), SubscriptionOptions.forTopic("orders").group(longestName).build(), received);
		JoltClient publisher = openClient();
		int length = 1024 * 1024;
		while (publisher.publish("orders", "x".repeat(length)).isCompletedExceptionally()) {
			length--;
		}
		received.awaitExactly(List.of("x".repeat(length)));
	}

	@Test
	default void aTopicAndAPatternOfOneGroupGetAMessageOnce() {
		JoltClient client = openClient();
		Received topic = new Received();
		Received pattern = new Received();
		Received fence = new Received();
		subscribed(client, desk("orders.created", OverflowPolicy.DROP_NEWEST), topic);
		subscribed(client, SubscriptionOptions.forPattern("orders.*").group("desk").build(), pattern);
		subscribed(client, SubscriptionOptions.forTopic("fence").build(), fence);
		JoltClient publisher = openClient();
		List<String> texts = publish(publisher, "orders.created", 0, 10);
		publish(publisher, "orders.paid", 10, 11);
		publish(publisher, "fence", 11, 12);
		fence.awaitExactly("11");
		List<String> both = new ArrayList<>(texts);
		both.add("10");
		awaitTogether(both, topic, pattern);
		assertThat(topic.texts()).doesNotContain("10");
	}

	@Test
	default void whatAMemberNoLongerTakesTheOthersDo() {
		JoltClient client = openClient();
		JoltClient other = openClient();
		Received leaving = new Received();
		Received gone = new Received();
		Received staying = new Received();
		JoltSubscription first = subscribed(client, desk("orders", OverflowPolicy.DROP_NEWEST), leaving);
		JoltSubscription second = subscribed(other, desk("orders", OverflowPolicy.DROP_NEWEST), gone);
		subscribed(client, desk("orders", OverflowPolicy.DROP_NEWEST), staying);
		ContractFixture.join(first.unsubscribe());
		ContractFixture.join(second.drain());
		ContractFixture.join(second.unsubscribed());
		staying.awaitExactly(publish(openClient(), "orders", 0, 10));
		assertThat(leaving.count()).isZero();
		assertThat(gone.count()).isZero();
	}

	@Test
	default void aPausedMemberIsPassedOver() {
		JoltClient client = openClient();
		Received paused = new Received();
		Received ready = new Received();
		JoltSubscription subscription = subscribed(client, desk("orders", OverflowPolicy.DROP_NEWEST), paused);
		subscribed(client, desk("orders", OverflowPolicy.DROP_NEWEST), ready);
		subscription.pause();
		ready.awaitExactly(publish(client, "orders", 0, 10));
		assertThat(subscription.queuedMessages()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	default void aGroupIsJoinedAgainAfterAnInterruption(OverflowPolicy overflow) {
		JoltClient client = openClient();
		JoltClient other = openClient();
		Received first = new Received();
		Received second = new Received();
		JoltSubscription one = subscribed(client, desk("orders", overflow), first);
		JoltSubscription two = subscribed(other, desk("orders", overflow), second);
		interrupt();
		ContractFixture.awaitOpen(client);
		ContractFixture.awaitOpen(other);
		ContractFixture.await()
			.until(() -> one.state() == SubscriptionState.ACTIVE && two.state() == SubscriptionState.ACTIVE);
		awaitTogether(publish(client, "orders", 0, 20), first, second);
	}

	@Test
	default void aPublisherLearnsHowManySubscribersThereAre() {
		JoltClient client = openClient();
		PublishOptions counted = PublishOptions.DEFAULT.withSubscriberCount();
		JoltMessage message = JoltMessage.of("orders", "x", Map.of("a", "b"));
		assertThat(ContractFixture.join(client.publish(message, counted)).subscribers()).hasValue(0);
		subscribed(client, desk("orders", OverflowPolicy.DROP_NEWEST), new Received());
		subscribed(openClient(), desk("orders", OverflowPolicy.DROP_NEWEST), new Received());
		assertThat(ContractFixture.join(client.publish(message, counted)).subscribers()).as("a group counts one")
			.hasValue(1);
		subscribed(openClient(), SubscriptionOptions.forPattern(">").build(), new Received());
		assertThat(ContractFixture.join(client.publish(message, counted)).subscribers()).hasValue(2);
		assertThat(ContractFixture.join(client.publish(message)).subscribers()).as("it was not asked for").isEmpty();
	}

	private static SubscriptionOptions desk(String topic, OverflowPolicy overflow) {
		return SubscriptionOptions.forTopic(topic).group("desk").overflow(overflow).build();
	}

	private static List<String> publish(JoltClient client, String topic, int from, int to) {
		List<String> texts = IntStream.range(from, to).mapToObj(Integer::toString).toList();
		texts.forEach((text) -> ContractFixture.join(client.publish(topic, text)));
		return texts;
	}

	// each text once, at either of them
	private static void awaitTogether(List<String> texts, Received first, Received second) {
		ContractFixture.await()
			.untilAsserted(() -> assertThat(first.count() + second.count()).isGreaterThanOrEqualTo(texts.size()));
		List<String> both = new ArrayList<>(first.texts());
		both.addAll(second.texts());
		assertThat(both).containsExactlyInAnyOrderElementsOf(texts);
	}

}
