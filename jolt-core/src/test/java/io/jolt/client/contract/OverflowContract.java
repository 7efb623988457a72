package io.jolt.client.contract;

import java.util.List;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when a listener is too slow.
 */
interface OverflowContract extends ContractFixture {

	@Test
	default void theNewestMessagesAreDroppedAndCounted() {
		JoltClient client = openClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		Received received = new Received().heldUp();
		JoltSubscription subscription = subscribed(client,
				SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.DROP_NEWEST).queueCapacity(3).build(),
				received);
		publishFirstAnd(client, received, 10);
		ContractFixture.await().until(() -> subscription.droppedMessages() == 7);
		assertThat(subscription.queuedMessages()).isEqualTo(3);
		received.goOn();
		received.awaitExactly("first", "0", "1", "2");
		ContractFixture.await().until(() -> events.errors.size() == 1);
		// once the burst is over there is room again
		ContractFixture.join(client.publish("a", "last"));
		received.awaitExactly("first", "0", "1", "2", "last");
		assertThat(subscription.droppedMessages()).isEqualTo(7);
		assertThat(events.errors).hasSize(1);
	}

	@Test
	default void theOldestMessagesAreDroppedAndCounted() {
		JoltClient client = openClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		Received received = new Received().heldUp();
		JoltSubscription subscription = subscribed(client,
				SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.DROP_OLDEST).queueCapacity(3).build(),
				received);
		publishFirstAnd(client, received, 10);
		ContractFixture.await().until(() -> subscription.droppedMessages() == 7);
		assertThat(subscription.queuedMessages()).isEqualTo(3);
		received.goOn();
		received.awaitExactly("first", "7", "8", "9");
		ContractFixture.await().until(() -> events.errors.size() == 1);
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP_NEWEST", "DROP_OLDEST" })
	default void theBoundHoldsForBytes(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received().heldUp();
		JoltSubscription subscription = subscribed(client,
				SubscriptionOptions.forTopic("a").overflow(overflow).queueSizeBytes(10_000).build(), received);
		publishFirstAnd(client, received, 0);
		for (int i = 0; i < 20; i++) {
			ContractFixture.join(client.publish("a", i + "x".repeat(2_000)));
			assertThat(subscription.queuedBytes()).isLessThanOrEqualTo(10_000);
		}
		ContractFixture.await().until(() -> subscription.droppedMessages() + subscription.queuedMessages() == 20);
		assertThat(subscription.queuedBytes()).isBetween(4_000L, 10_000L);
		assertThat(subscription.droppedMessages()).isBetween(15L, 18L);
		received.goOn();
		received.awaitCount(1 + 20 - (int) subscription.droppedMessages());
	}

	@ParameterizedTest
	@EnumSource
	default void oneMessageIsLetInWhateverItsSize(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received();
		JoltSubscription subscription = subscribed(client,
				SubscriptionOptions.forTopic("a").overflow(overflow).queueSizeBytes(100).build(), received);
		for (int i = 1; i <= 3; i++) {
			ContractFixture.join(client.publish("a", "x".repeat(5_000)));
			received.awaitCount(i);
		}
		assertThat(subscription.droppedMessages()).isZero();
	}

	@Test
	default void aBlockingListenerLosesNothingAndStopsNobodyElse() {
		JoltClient client = openClient();
		Received slow = new Received().heldUp();
		Received quick = new Received();
		Received alsoBlocking = new Received();
		JoltSubscription subscription = subscribed(client, blocking(2), slow);
		subscribed(client, SubscriptionOptions.forTopic("a").build(), quick);
		subscribed(client, blocking(2), alsoBlocking);
		for (int i = 0; i < 200; i++) {
			ContractFixture.join(client.publish("a", String.valueOf(i)));
			assertThat(subscription.queuedMessages()).isLessThanOrEqualTo(2);
		}
		quick.awaitExactly(PublishContract.numbers(200));
		alsoBlocking.awaitExactly(PublishContract.numbers(200));
		assertThat(slow.count()).isEqualTo(1);
		ContractFixture.join(client.ping());
		slow.goOn();
		slow.awaitExactly(PublishContract.numbers(200));
		assertThat(subscription.droppedMessages()).isZero();
	}

	@Test
	default void aBlockingListenerThatIsPausedLosesNothing() {
		JoltClient client = openClient();
		Received received = new Received();
		JoltSubscription subscription = subscribed(client,
				SubscriptionOptions.forTopic("a")
					.overflow(OverflowPolicy.BLOCK)
					.queueCapacity(2)
					.concurrency(2)
					.paused(true)
					.build(),
				received);
		for (int i = 0; i < 50; i++) {
			ContractFixture.join(client.publish("a", String.valueOf(i)));
		}
		ContractFixture.await().until(() -> subscription.queuedMessages() == 2);
		subscription.resume();
		received.awaitCount(50);
		assertThat(received.texts()).containsExactlyInAnyOrderElementsOf(PublishContract.numbers(50));
		assertThat(subscription.droppedMessages()).isZero();
	}

	@Test
	default void aBlockingSubscriptionThatIsFullCanBeClosed() {
		JoltClient client = openClient();
		Received slow = new Received().heldUp();
		JoltSubscription subscription = subscribed(client, blocking(1), slow);
		for (int i = 0; i < 20; i++) {
			ContractFixture.join(client.publish("a", String.valueOf(i)));
		}
		// one is in the listener, and one waits
		slow.awaitExactly("0");
		ContractFixture.await().until(() -> subscription.queuedMessages() == 1);
		ContractFixture.join(subscription.unsubscribe());
		slow.goOn();
		Received next = new Received();
		subscribed(client, blocking(1), next);
		ContractFixture.join(client.publish("a", "on"));
		next.awaitExactly("on");
		assertThat(slow.texts()).containsExactly("0");
	}

	@Test
	default void aClientWithABlockedListenerCanBeStoppedStartedAndClosed() {
		JoltClient client = openClient();
		Received slow = new Received().heldUp();
		JoltSubscription subscription = subscribed(client, blocking(1), slow);
		for (int i = 0; i < 20; i++) {
			ContractFixture.join(client.publish("a", String.valueOf(i)));
		}
		// one is in the listener, and one waits
		slow.awaitExactly("0");
		ContractFixture.await().until(() -> subscription.queuedMessages() == 1);
		client.stop();
		client.connect();
		slow.goOn();
		// what was on its way when the client was stopped is not owed to anybody
		ContractFixture.join(client.publish("a", "on"));
		ContractFixture.await().until(() -> slow.texts().contains("on"));
		List<String> texts = slow.texts();
		assertThat(texts).doesNotHaveDuplicates().startsWith("0");
	}

	private static SubscriptionOptions blocking(int capacity) {
		return SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.BLOCK).queueCapacity(capacity).build();
	}

	private static void publishFirstAnd(JoltClient client, Received received, int count) {
		ContractFixture.join(client.publish("a", "first"));
		received.awaitExactly("first");
		for (int i = 0; i < count; i++) {
			ContractFixture.join(client.publish("a", String.valueOf(i)));
		}
	}

}
