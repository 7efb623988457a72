package io.jolt.client.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * How a subscription begins, outlives connections, rests and ends.
 */
interface SubscriptionContract extends ContractFixture {

	@ParameterizedTest
	@EnumSource
	default void aSubscriptionMadeBeforeTheStartIsReadyOnceTheClientIsOpen(OverflowPolicy overflow) {
		JoltClient client = newClient();
		Received received = new Received();
		JoltSubscription subscription = client.subscribe(SubscriptionOptions.forTopic("a").overflow(overflow).build(),
				received);
		assertThat(subscription.isActive()).isTrue();
		assertThat(subscription.ready()).isNotDone();
		client.connect();
		ContractFixture.join(subscription.ready());
		ContractFixture.join(client.publish("a", "1"));
		received.awaitExactly("1");
	}

	@ParameterizedTest
	@EnumSource
	default void onceASubscriptionIsReadyItMissesNothing(OverflowPolicy overflow) {
		JoltClient client = openClient();
		JoltClient other = openClient();
		for (int i = 0; i < 20; i++) {
			Received received = new Received();
			JoltSubscription subscription = subscribed(client,
					SubscriptionOptions.forTopic("a").overflow(overflow).build(), received);
			ContractFixture.join(other.publish("a", "round " + i));
			received.awaitExactly("round " + i);
			ContractFixture.join(subscription.unsubscribe());
		}
	}

	@Test
	default void aSubscriptionHasTheNameThatItsOptionsGaveIt() {
		JoltClient client = newClient();
		assertThat(client.subscribe("a", new Received()).name()).isNull();
		SubscriptionOptions named = SubscriptionOptions.forTopic("a").name("order-desk").build();
		assertThat(client.subscribe(named.toBuilder().build(), new Received()).name()).isEqualTo("order-desk");
	}

	@Test
	default void theFutureOfReadyIsTheCallersOwn() {
		JoltClient client = newClient();
		JoltSubscription subscription = client.subscribe("a", new Received());
		subscription.ready().cancel(true);
		subscription.ready().complete(null);
		assertThat(subscription.ready()).isNotDone();
		client.connect();
		ContractFixture.join(subscription.ready());
	}

	@Test
	default void readyFailsIfTheSubscriptionOrTheClientIsClosedBefore() {
		JoltClient client = newClient();
		JoltSubscription closed = client.subscribe("a", new Received());
		JoltSubscription left = client.subscribe("b", new Received());
		CompletableFuture<Void> ready = left.ready();
		closed.close();
		assertThat(ContractFixture.failure(closed.ready())).isInstanceOf(JoltException.class);
		assertThat(ready).isNotDone();
		client.close();
		assertThat(ContractFixture.failure(ready)).isInstanceOf(JoltException.class);
		assertThat(left.isActive()).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	default void nothingComesAfterTheEnd(OverflowPolicy overflow) {
		JoltClient client = openClient();
		JoltClient other = openClient();
		for (int i = 0; i < 10; i++) {
			Received received = new Received();
			JoltSubscription subscription = subscribed(client,
					SubscriptionOptions.forTopic("a").overflow(overflow).build(), received);
			for (int number = 0; number < 100; number++) {
				other.publish("a", String.valueOf(number)).exceptionally((failure) -> null);
			}
			received.awaitCount(1);
			CompletableFuture<Void> left = subscription.unsubscribe();
			assertThat(subscription.isActive()).isFalse();
			int atMost = received.count() + 1;
			ContractFixture.join(other.publish("a", "late " + i));
			ContractFixture.join(left);
			ContractFixture.join(other.publish("a", "later " + i));
			// save what it was handling
			assertThat(received.count()).isLessThanOrEqualTo(atMost);
			assertThat(received.texts()).doesNotContain("late " + i, "later " + i);
			assertThatNoException().isThrownBy(subscription::close);
			ContractFixture.join(subscription.unsubscribe());
		}
	}

	@ParameterizedTest
	@EnumSource
	default void whatWaitsWhenASubscriptionIsClosedIsDroppedAndCounted(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received().heldUp();
		JoltSubscription subscription = subscribed(client, SubscriptionOptions.forTopic("a").overflow(overflow).build(),
				received);
		publish(client, "a", 10);
		received.awaitCount(1);
		ContractFixture.await().until(() -> subscription.queuedMessages() == 9);
		assertThat(subscription.queuedBytes()).isPositive();
		subscription.close();
		received.goOn();
		ContractFixture.await().until(() -> subscription.droppedMessages() == 9);
		assertThat(subscription.queuedMessages()).isZero();
		assertThat(subscription.queuedBytes()).isZero();
		assertThat(received.texts()).containsExactly("0");
	}

	@ParameterizedTest
	@EnumSource
	default void aDrainLetsTheListenerHandleAllThatCame(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received().heldUp();
		JoltSubscription subscription = subscribed(client, SubscriptionOptions.forTopic("a").overflow(overflow).build(),
				received);
		publish(client, "a", 10);
		ContractFixture.await().until(() -> subscription.queuedMessages() == 9);
		CompletableFuture<Void> drained = subscription.drain();
		assertThat(subscription.isActive()).isFalse();
		assertThat(drained).isNotDone();
		drained.cancel(true);
		ContractFixture.join(subscription.unsubscribed());
		assertThat(subscription.ended()).isNotDone();
		received.goOn();
		ContractFixture.join(subscription.drain());
		assertThat(received.texts()).isEqualTo(PublishContract.numbers(10));
		assertThat(subscription.droppedMessages()).isZero();
		ContractFixture.join(client.publish("a", "late"));
		assertThat(received.count()).isEqualTo(10);
	}

	@Test
	default void aDrainOfWhatIsPausedWaitsForTheResumeOrTheClose() {
		JoltClient client = openClient();
		Received resumed = new Received();
		Received closed = new Received();
		JoltSubscription first = subscribed(client, SubscriptionOptions.forTopic("a").paused(true).build(), resumed);
		JoltSubscription second = subscribed(client, SubscriptionOptions.forTopic("a").paused(true).build(), closed);
		publish(client, "a", 5);
		ContractFixture.await().until(() -> first.queuedMessages() == 5 && second.queuedMessages() == 5);
		CompletableFuture<Void> firstDrained = first.drain();
		CompletableFuture<Void> secondDrained = second.drain();
		assertThat(firstDrained).isNotDone();
		assertThat(secondDrained).isNotDone();
		first.resume();
		second.close();
		ContractFixture.join(firstDrained);
		ContractFixture.join(secondDrained);
		assertThat(resumed.texts()).isEqualTo(PublishContract.numbers(5));
		assertThat(closed.texts()).isEmpty();
		assertThat(second.droppedMessages()).isEqualTo(5);
	}

	@ParameterizedTest
	@EnumSource
	default void aCloseOfTheClientEndsADrain(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received slow = new Received().heldUp();
		Received paused = new Received();
		JoltSubscription first = subscribed(client, SubscriptionOptions.forTopic("a").overflow(overflow).build(), slow);
		JoltSubscription second = subscribed(client,
				SubscriptionOptions.forTopic("a").overflow(overflow).paused(true).lasting(true).build(), paused);
		publish(client, "a", 5);
		slow.awaitExactly("0");
		ContractFixture.await().until(() -> first.queuedMessages() == 4 && second.queuedMessages() == 5);
		CompletableFuture<Void> firstDrained = first.drain();
		CompletableFuture<Void> secondDrained = second.drain();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(client::close);
		ContractFixture.join(secondDrained);
		ContractFixture.await().until(() -> first.queuedMessages() == 0);
		slow.goOn();
		ContractFixture.join(closed);
		ContractFixture.join(firstDrained);
		assertThat(slow.texts()).containsExactly("0");
		assertThat(paused.texts()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	default void aPausedListenerRestsAndGoesOnInOrder(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received();
		JoltSubscription subscription = subscribed(client, SubscriptionOptions.forTopic("a").overflow(overflow).build(),
				received);
		ContractFixture.join(client.publish("a", "before"));
		received.awaitExactly("before");
		subscription.pause();
		subscription.pause();
		publish(client, "a", 20);
		ContractFixture.await().until(() -> subscription.queuedMessages() == 20);
		assertThat(received.count()).isEqualTo(1);
		assertThat(subscription.isActive()).isTrue();
		subscription.resume();
		subscription.resume();
		received.awaitCount(21);
		assertThat(received.texts().subList(1, 21)).isEqualTo(PublishContract.numbers(20));
		assertThat(subscription.droppedMessages()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	default void aSubscriptionMayBeginPaused(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received();
		JoltSubscription subscription = subscribed(client,
				SubscriptionOptions.forTopic("a").overflow(overflow).paused(true).build(), received);
		publish(client, "a", 3);
		ContractFixture.await().until(() -> subscription.queuedMessages() == 3);
		assertThat(received.count()).isZero();
		subscription.resume();
		received.awaitExactly("0", "1", "2");
	}

	@ParameterizedTest
	@EnumSource
	default void whatIsSubscribedComesBackAfterAnInterruptionAndWhatWasClosedDoesNot(OverflowPolicy overflow) {
		JoltClient client = openClient();
		JoltClient other = openClient();
		Received stays = new Received();
		Received closedBefore = new Received();
		Received closedMeanwhile = new Received();
		Received newMeanwhile = new Received();
		subscribed(client, SubscriptionOptions.forTopics(List.of("a", "b"), List.of("c.*")).overflow(overflow).build(),
				stays);
		JoltSubscription first = subscribed(client, SubscriptionOptions.forTopic("a").overflow(overflow).build(),
				closedBefore);
		JoltSubscription second = subscribed(client, SubscriptionOptions.forTopic("a").overflow(overflow).build(),
				closedMeanwhile);
		ContractFixture.join(first.unsubscribe());
		interruptWhile(() -> {
			ContractFixture.join(second.unsubscribe());
			client.subscribe(SubscriptionOptions.forTopic("a").overflow(overflow).build(), newMeanwhile);
		});
		ContractFixture.awaitOpen(client);
		ContractFixture.awaitOpen(other);
		for (String topic : List.of("a", "b", "c.d")) {
			ContractFixture.join(other.publish(topic, topic));
		}
		stays.awaitExactly("a", "b", "c.d");
		newMeanwhile.awaitExactly("a");
		assertThat(closedBefore.texts()).isEmpty();
		assertThat(closedMeanwhile.texts()).isEmpty();
	}

	@Test
	default void anOpenClientHasAllItsSubscriptionsEachTime() {
		JoltClient client = openClient();
		JoltClient other = openClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		Received shared = new Received();
		Received blocking = new Received();
		subscribed(client, SubscriptionOptions.forTopic("a").build(), shared);
		subscribed(client, SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.BLOCK).build(), blocking);
		for (int i = 1; i <= 5; i++) {
			interrupt();
			int opened = i;
			ContractFixture.await().until(() -> events.count("opened") >= opened);
			ContractFixture.awaitOpen(client);
			ContractFixture.awaitOpen(other);
			ContractFixture.join(other.publish("a", "round " + i));
			shared.awaitCount(i);
			blocking.awaitCount(i);
		}
		assertThat(shared.texts()).containsExactly("round 1", "round 2", "round 3", "round 4", "round 5");
		assertThat(blocking.texts()).isEqualTo(shared.texts());
		events.assertInOrder();
	}

	@ParameterizedTest
	@EnumSource
	default void itsStateSaysWhereItStands(OverflowPolicy overflow) {
		JoltClient client = newClient();
		JoltSubscription subscription = client.subscribe(SubscriptionOptions.forTopic("a").overflow(overflow).build(),
				(message) -> {
				});
		assertThat(subscription.state()).isEqualTo(SubscriptionState.SUBSCRIBING);
		client.connect();
		ContractFixture.join(subscription.ready());
		assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
		assertThat(client.status().reconnectingSubscriptions()).isZero();
		interruptWhile(() -> {
			ContractFixture.await().until(() -> subscription.state() == SubscriptionState.RECONNECTING);
			assertThat(client.status().reconnectingSubscriptions()).isEqualTo(1);
			assertThat(subscription.isActive()).isTrue();
		});
		ContractFixture.awaitOpen(client);
		assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
		assertThat(subscription.failure()).isNull();
		assertThat(client.status().reconnectingSubscriptions()).isZero();
		subscription.close();
		assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
	}

	@Test
	default void aPausedSubscriptionStaysPausedAfterAnInterruption() {
		JoltClient client = openClient();
		Received received = new Received();
		JoltSubscription subscription = subscribed(client, SubscriptionOptions.forTopic("a").paused(true).build(),
				received);
		ContractFixture.join(client.publish("a", "before"));
		ContractFixture.await().until(() -> subscription.queuedMessages() == 1);
		interrupt();
		ContractFixture.awaitOpen(client);
		ContractFixture.join(client.publish("a", "after"));
		ContractFixture.await().until(() -> subscription.queuedMessages() == 2);
		assertThat(received.count()).isZero();
		subscription.resume();
		received.awaitExactly("before", "after");
	}

	private static void publish(JoltClient client, String topic, int count) {
		for (int i = 0; i < count; i++) {
			ContractFixture.join(client.publish(topic, String.valueOf(i)));
		}
	}

}
