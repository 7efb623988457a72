package io.jolt.client.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How messages come to those who ask for them.
 */
interface PublisherContract extends ContractFixture {

	@ParameterizedTest
	@EnumSource
	default void asManyMessagesComeAsWereRequestedInTheirOrder(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Pulling pulling = pulling(client, SubscriptionOptions.forTopic("a").overflow(overflow), new Pulling());
		publish(client, 0, 100);
		assertThat(pulling.texts()).isEmpty();
		for (int asked = 1; asked <= 60; asked += 5) {
			pulling.request(2);
			pulling.request(3);
			pulling.awaitExactly(numbers(0, asked + 4));
		}
		pulling.request(Long.MAX_VALUE);
		pulling.awaitExactly(numbers(0, 100));
		pulling.request(Long.MAX_VALUE);
		publish(client, 100, 110);
		pulling.awaitExactly(numbers(0, 110));
		assertThat(pulling.end).isNotDone();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	default void noMoreComesThanWasRequestedWhoeverAsksAndWhenever(int threads) throws InterruptedException {
		JoltClient client = openClient();
		Pulling pulling = pulling(client, SubscriptionOptions.forTopic("a"), new Pulling());
		publish(client, 0, 5000);
		List<Thread> askers = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			askers.add(new Thread(() -> {
				for (int asked = 0; asked < 900; asked++) {
					pulling.request(1);
				}
			}));
		}
		askers.forEach(Thread::start);
		for (Thread asker : askers) {
			asker.join();
		}
		pulling.awaitExactly(numbers(0, threads * 900));
		pulling.request(5000);
		pulling.awaitExactly(numbers(0, 5000));
	}

	@Test
	default void eachSubscriberHasASubscriptionOfItsOwn() {
		JoltClient client = openClient();
		SubscriptionOptions options = SubscriptionOptions.forPattern("a.*").build();
		Pulling first = new Pulling();
		Pulling second = new Pulling();
		var publisher = client.messages(options);
		assertThat(client.status().subscriptions()).isZero();
		publisher.subscribe(first);
		publisher.subscribe(second);
		assertThat(client.status().subscriptions()).isEqualTo(2);
		ContractFixture.join(client.subscribe("last", new Received()).ready());
		first.request(1);
		second.request(10);
		for (int i = 0; i < 3; i++) {
			ContractFixture.join(client.publish("a.b", String.valueOf(i)));
		}
		second.awaitExactly(numbers(0, 3));
		first.awaitExactly(numbers(0, 1));
		first.cancel();
		ContractFixture.join(client.publish("a.b", "3"));
		second.awaitExactly(numbers(0, 4));
		assertThat(first.texts()).hasSize(1);
		assertThat(client.status().subscriptions()).isEqualTo(2);
		assertThat(first.end).isNotDone();
	}

	@Test
	default void whatWasNotRequestedIsHeldBackWhereThePolicyIsToBlock() {
		JoltClient client = openClient();
		Pulling pulling = pulling(client,
				SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.BLOCK).queueCapacity(5), new Pulling());
		publish(client, 0, 50);
		pulling.request(50);
		pulling.awaitExactly(numbers(0, 50));
	}

	@Test
	default void whatWasNotRequestedIsDroppedWhereThePolicySaysSo() {
		JoltClient client = openClient();
		Pulling newest = pulling(client,
				SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.DROP_NEWEST).queueCapacity(5), new Pulling());
		Pulling oldest = pulling(client,
				SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.DROP_OLDEST).queueCapacity(5), new Pulling());
		Received witness = new Received();
		subscribed(client, SubscriptionOptions.forTopics("a", "end").build(), witness);
		publish(client, 0, 50);
		ContractFixture.join(client.publish("end", "end"));
		witness.awaitCount(51);
		newest.request(50);
		oldest.request(50);
		newest.awaitExactly(numbers(0, 5));
		oldest.awaitExactly(numbers(45, 50));
		publish(client, 50, 51);
		ContractFixture.await().until(() -> newest.texts().contains("50") && oldest.texts().contains("50"));
		assertThat(newest.texts()).hasSize(6);
		assertThat(oldest.texts()).hasSize(6);
	}

	@ParameterizedTest
	@EnumSource
	default void aSubscriberMayAskFromWithinItsCalls(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Pulling pulling = pulling(client, SubscriptionOptions.forTopic("a").overflow(overflow), new Pulling() {

			@Override
			public void onNext(JoltMessage message) {
				super.onNext(message);
				request(1);
			}

		});
		pulling.request(1);
		publish(client, 0, 1000);
		pulling.awaitExactly(numbers(0, 1000));
	}

	@Test
	default void nothingComesAfterACancelFromWithin() {
		JoltClient client = openClient();
		Pulling pulling = pulling(client, SubscriptionOptions.forTopic("a"), new Pulling() {

			@Override
			public void onNext(JoltMessage message) {
				super.onNext(message);
				cancel();
			}

		});
		publish(client, 0, 10);
		pulling.request(10);
		ContractFixture.await().until(() -> client.status().subscriptions() == 1);
		pulling.request(10);
		pulling.request(-1);
		pulling.cancel();
		publish(client, 10, 11);
		assertThat(pulling.texts()).containsExactly("0");
		assertThat(pulling.end).isNotDone();
	}

	@Test
	default void nothingComesWhileASubscriberStillBegins() throws InterruptedException {
		JoltClient client = openClient();
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		Pulling pulling = new Pulling() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				super.onSubscribe(subscription);
				request(1);
				asked.countDown();
				ContractFixture.await().until(() -> goOn.getCount() == 0);
				assertThat(texts()).isEmpty();
				request(1);
			}

		};
		Thread beginning = new Thread(
				() -> client.messages(SubscriptionOptions.forTopic("a").build()).subscribe(pulling));
		beginning.start();
		asked.await();
		ContractFixture.join(client.subscribe("a", new Received()).ready());
		publish(client, 0, 3);
		goOn.countDown();
		beginning.join();
		pulling.awaitExactly(numbers(0, 2));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	default void aRequestOfNothingIsAnErrorAndTheEnd(long count) {
		JoltClient client = openClient();
		Pulling pulling = pulling(client, SubscriptionOptions.forTopic("a"), new Pulling());
		pulling.request(count);
		assertThat(ContractFixture.failure(pulling.end)).isInstanceOf(IllegalArgumentException.class);
		pulling.request(1);
		publish(client, 0, 1);
		assertThat(pulling.texts()).isEmpty();
	}

	@Test
	default void aSubscriberThatThrowsIsReportedAndGetsNothingMore() {
		JoltClient client = openClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		Pulling pulling = pulling(client, SubscriptionOptions.forTopic("a"), new Pulling() {

			@Override
			public void onNext(JoltMessage message) {
				super.onNext(message);
				throw new IllegalStateException("on purpose");
			}

		});
		pulling.request(10);
		publish(client, 0, 5);
		ContractFixture.await().until(() -> events.errors.size() == 1);
		ContractFixture.await().until(() -> client.status().subscriptions() == 1);
		assertThat(events.errors.get(0)).hasRootCauseMessage("on purpose");
		assertThat(pulling.texts()).containsExactly("0");
		assertThat(pulling.end).isNotDone();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	default void theClientsCloseCompletesTheStreamWhateverWaits(boolean open) {
		JoltClient client = open ? openClient() : newClient();
		Pulling pulling = new Pulling();
		client.messages(SubscriptionOptions.forTopic("a").build()).subscribe(pulling);
		if (open) {
			ContractFixture.join(client.subscribe("b", new Received()).ready());
			publish(client, 0, 5);
			pulling.request(2);
			pulling.awaitExactly(numbers(0, 2));
		}
		client.close();
		ContractFixture.join(pulling.end);
		assertThat(pulling.texts()).hasSize(open ? 2 : 0);
		Pulling late = new Pulling();
		client.messages(SubscriptionOptions.forTopic("a").build()).subscribe(late);
		assertThat(late.begun).isCompleted();
		assertThat(ContractFixture.failure(late.end)).isInstanceOf(IllegalStateException.class);
	}

	@Test
	default void whatWasRequestedComesAfterAStopAndAnInterruption() {
		JoltClient client = openClient();
		Pulling pulling = pulling(client, SubscriptionOptions.forTopic("a"), new Pulling());
		pulling.request(2);
		client.stop();
		client.connect();
		publish(client, 0, 1);
		pulling.awaitExactly(numbers(0, 1));
		interrupt();
		ContractFixture.awaitOpen(client);
		publish(client, 1, 3);
		pulling.awaitExactly(numbers(0, 2));
		pulling.request(1);
		pulling.awaitExactly(numbers(0, 3));
		assertThat(pulling.end).isNotDone();
	}

	@Test
	default void severalThreadsCannotServeOneSubscriber() {
		JoltClient client = newClient();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> client.messages(SubscriptionOptions.forTopic("a").concurrency(2).build()))
			.withMessageContaining("concurrency");
	}

	@Test
	default void theEndOfASubscriptionIsToldHoweverItComes() {
		JoltClient client = openClient();
		var closed = client.subscribe("a", new Received());
		var drained = client.subscribe("a", new Received());
		var left = client.subscribe("a", new Received());
		var ended = closed.ended();
		ContractFixture.join(left.ready());
		assertThat(ended).isNotDone();
		closed.close();
		ContractFixture.join(drained.drain());
		ContractFixture.join(ended);
		ContractFixture.join(drained.ended());
		ended = left.ended();
		assertThat(ended).isNotDone();
		client.close();
		ContractFixture.join(ended);
	}

	// another subscription is granted after it, so that it was granted, too
	private Pulling pulling(JoltClient client, SubscriptionOptions.Builder options, Pulling pulling) {
		client.messages(options.build()).subscribe(pulling);
		ContractFixture.await().until(() -> client.status().waitingSubscriptions() == 0);
		ContractFixture.join(client.subscribe("pulling", new Received()).ready());
		return pulling;
	}

	private static void publish(JoltClient client, int from, int to) {
		for (String number : numbers(from, to)) {
			client.publish("a", number).exceptionally((failure) -> null);
		}
		ContractFixture.join(client.ping());
	}

	private static List<String> numbers(int from, int to) {
		return IntStream.range(from, to).mapToObj(String::valueOf).toList();
	}

}
