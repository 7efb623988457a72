package io.jolt.client.internal.session;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Subscriptions that cover several topics and patterns.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class SeveralTopicsTests {

	private static final String REFUSED = "{\"ok\":false,\"error\":\"not_authorized\"}";

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final Events events = new Events();

	// the client's connection that was accepted last
	@SuppressWarnings("NullAway.Init")
	private ScriptedConnection main;

	@ParameterizedTest
	@EnumSource
	void oneConnectionCarriesAllAndEachMessageIsHandledOnceAndInOrder(OverflowPolicy overflow) throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client.subscribe(
					SubscriptionOptions.forTopics(List.of("orders.created", "x", "y"), List.of("orders.*", "*.created"))
						.overflow(overflow)
						.build(),
					this::receive);
			client.start();
			ScriptedConnection connection = accept(broker, overflow);
			// none waits for the answer of another
			for (String topic : List.of("orders.created", "x", "y", "orders.*", "*.created")) {
				assertThat(connection.expectOp("sub").topic()).isEqualTo(topic);
			}
			answerOk(connection, 4);
			deliver(connection, "x");
			assertThat(next()).isEqualTo("x");
			assertThat(subscription.ready()).isNotDone();
			answerOk(connection, 1);
			subscription.ready().get(10, TimeUnit.SECONDS);
			List<String> topics = List.of("orders.created", "y", "orders.paid", "x", "orders.created", "users.created");
			topics.forEach((topic) -> deliver(connection, topic));
			for (String topic : topics) {
				assertThat(next()).isEqualTo(topic);
			}
			assertThat(this.received).isEmpty();
			assertThat(broker.connections()).hasSize((overflow == OverflowPolicy.BLOCK) ? 2 : 1);
			assertThat(client.status().subscriptions()).isEqualTo(1);
			assertThat(subscription.topics()).containsExactly("orders.created", "x", "y");
			assertThat(subscription.patterns()).containsExactly("orders.*", "*.created");
		}
	}

	@Test
	void whereOneIsRefusedAllFailsAndWhatNobodyElseHoldsIsUnsubscribed() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription other = client.subscribe("shared", this::receive);
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			connection.expectOp("sub");
			answerOk(connection, 1);
			other.ready().join();
			JoltSubscription subscription = client.subscribe(topics("granted", "shared", "refused", "late"),
					(message) -> this.received.add("not wanted"));
			for (String topic : List.of("granted", "refused", "late")) {
				assertThat(connection.expectOp("sub").topic()).isEqualTo(topic);
			}
			connection.sendTogether(ClientTestSupport.OK, REFUSED, ClientTestSupport.OK);
			assertThat(ClientTestSupport.failure(subscription.ready())).isInstanceOf(JoltRejectedException.class)
				.hasMessageContaining("topic 'refused'")
				.hasMessageNotContaining("granted");
			assertThat(connection.expectOp("unsub").topic()).isEqualTo("granted");
			assertThat(connection.expectOp("unsub").topic()).isEqualTo("late");
			assertThat(subscription.isActive()).isFalse();
			assertThat(client.status().subscriptions()).isEqualTo(1);
			for (String topic : List.of("granted", "late", "shared")) {
				deliver(connection, topic);
			}
			await().untilAsserted(() -> assertThat(this.received).containsExactly("shared"));
			subscription.unsubscribe().join();
			subscription.drain().join();
			connection.close();
			connection = ClientTestSupport.acceptHello(broker);
			assertThat(connection.expectOp("sub").topic()).isEqualTo("shared");
			answerOk(connection, 1);
			await().until(() -> client.state() == ConnectionState.OPEN);
		}
	}

	@Test
	void whereOneIsRefusedOnAConnectionOfItsOwnThatIsClosedForGood() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(this.events);
			JoltSubscription subscription = client.subscribe(blocking("a", "refused", "b"), this::receive);
			client.start();
			ScriptedConnection connection = accept(broker, OverflowPolicy.BLOCK);
			expectSubscriptions(connection, 3);
			connection.sendTogether(ClientTestSupport.OK, REFUSED, ClientTestSupport.OK);
			assertThat(ClientTestSupport.failure(subscription.ready())).isInstanceOf(JoltRejectedException.class)
				.hasMessageContaining("topic 'refused'");
			connection.expectEnd();
			await().until(() -> client.state() == ConnectionState.OPEN);
			assertThat(client.status().subscriptions()).isZero();
			assertThat(subscription.isActive()).isFalse();
			assertThat(this.events.errors).isEmpty();
			subscription.drain().join();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aPatternThatTheBrokerDoesNotKnowFailsAllWithoutAQuestion(OverflowPolicy overflow) {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client.subscribe(
					SubscriptionOptions.forTopics(List.of("a"), List.of("a.*")).overflow(overflow).build(),
					this::receive);
			client.connect();
			assertThat(ClientTestSupport.failure(subscription.ready())).isInstanceOf(JoltException.class)
				.hasMessageContaining("pattern 'a.*'")
				.hasMessageContaining("does not know patterns");
			client.ping().join();
			assertThat(broker.connections()).hasSize(1);
			assertThat(client.status().subscriptions()).isZero();
			client.publish("a", "x").join();
			assertThat(this.received).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void drainingWaitsForTheEndOfAll(OverflowPolicy overflow) throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client
				.subscribe(SubscriptionOptions.forTopics("a", "b").overflow(overflow).build(), this::receive);
			client.start();
			ScriptedConnection connection = accept(broker, overflow);
			expectSubscriptions(connection, 2);
			answerOk(connection, 2);
			subscription.ready().join();
			CompletableFuture<Void> drained = subscription.drain();
			connection.expectOp("unsub");
			connection.expectOp("unsub");
			answerOk(connection, 1);
			deliver(connection, "b");
			assertThat(next()).isEqualTo("b");
			assertThat(drained).isNotDone();
			deliver(connection, "b");
			answerOk(connection, 1);
			drained.get(10, TimeUnit.SECONDS);
			assertThat(this.received).containsExactly("b");
			assertThat(subscription.droppedMessages()).isZero();
		}
	}

	@Test
	void whoSharesATopicStillReceivesItWhenTheOtherLeaves() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			JoltSubscription stays = client.subscribe(topics("b", "c"), this::receive);
			JoltSubscription leaves = client.subscribe(topics("a", "b"), this::receive);
			stays.ready().join();
			leaves.ready().join();
			leaves.unsubscribe().join();
			for (String topic : List.of("a", "b", "c")) {
				client.publish(topic, "x").join();
			}
			assertThat(List.of(next(), next())).containsExactly("b", "c");
			assertThat(this.received).isEmpty();
			stays.unsubscribe().join();
			assertThat(broker.received().stream().filter((line) -> line.contains("\"unsub\""))).hasSize(3);
			assertThat(broker.received().stream().filter((line) -> line.contains("\"sub\""))).hasSize(3);
		}
	}

	@ParameterizedTest
	@EnumSource
	void afterAReconnectAllAreSubscribedAgainAndOneThatIsRefusedIsReportedAndTriedAgain(OverflowPolicy overflow)
			throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(this.events);
			JoltSubscription subscription = client.subscribe(
					SubscriptionOptions.forTopics(List.of("a", "b", "c"), List.of("d.*")).overflow(overflow).build(),
					this::receive);
			client.start();
			ScriptedConnection connection = accept(broker, overflow);
			expectSubscriptions(connection, 4);
			answerOk(connection, 4);
			subscription.ready().join();
			// which takes the subscription's own with it
			this.main.close();
			connection = accept(broker, overflow);
			expectSubscriptions(connection, 4);
			connection.sendTogether(ClientTestSupport.OK, REFUSED, ClientTestSupport.OK, ClientTestSupport.OK);
			await().until(() -> client.state() == ConnectionState.OPEN && this.events.errors.size() == 1);
			assertThat(this.events.errors.get(0)).hasMessageContaining("topic 'b'");
			assertThat(subscription.isActive()).isTrue();
			assertThat(subscription.state()).isEqualTo(SubscriptionState.REFUSED);
			assertThat(subscription.failure()).isInstanceOf(JoltRejectedException.class);
			assertThat(client.status().refusedSubscriptions()).isEqualTo(1);
			deliver(connection, "c");
			assertThat(next()).isEqualTo("c");
			// which takes the subscription's own with it
			this.main.close();
			connection = accept(broker, overflow);
			expectSubscriptions(connection, 4);
			answerOk(connection, 4);
			deliver(connection, "b");
			assertThat(next()).isEqualTo("b");
			await().until(() -> client.state() == ConnectionState.OPEN);
			assertThat(this.events.errors).hasSize(1);
			assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
			assertThat(subscription.failure()).isNull();
			assertThat(client.status().refusedSubscriptions()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void answersOfAnEarlierConnectionDoNotMakeItReady(OverflowPolicy overflow) throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client
				.subscribe(SubscriptionOptions.forTopics("a", "b").overflow(overflow).build(), this::receive);
			client.start();
			ScriptedConnection connection = accept(broker, overflow);
			expectSubscriptions(connection, 2);
			answerOk(connection, 1);
			deliver(connection, "a");
			assertThat(next()).isEqualTo("a");
			// which takes the subscription's own with it
			this.main.close();
			connection = accept(broker, overflow);
			expectSubscriptions(connection, 2);
			answerOk(connection, 1);
			deliver(connection, "a");
			assertThat(next()).isEqualTo("a");
			assertThat(subscription.ready()).isNotDone();
			answerOk(connection, 1);
			subscription.ready().get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void aListenerThatIsBehindDoesNotKeepTheReaderFromTheAnswers() throws Exception {
		Semaphore gate = new Semaphore(0);
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client.subscribe(
					SubscriptionOptions.forTopics("a", "b").overflow(OverflowPolicy.BLOCK).queueCapacity(1).build(),
					(message) -> {
						gate.acquire();
						this.received.add(message.data());
					});
			client.start();
			ScriptedConnection connection = accept(broker, OverflowPolicy.BLOCK);
			expectSubscriptions(connection, 2);
			answerOk(connection, 1);
			for (int i = 0; i < 10; i++) {
				connection.send("{\"topic\":\"a\",\"data\":\"" + i + "\"}");
			}
			answerOk(connection, 1);
			subscription.ready().get(5, TimeUnit.SECONDS);
			connection.send("{\"topic\":\"b\",\"data\":\"10\"}");
			gate.release(100);
			for (int i = 0; i <= 10; i++) {
				assertThat(next()).isEqualTo(String.valueOf(i));
			}
			assertThat(subscription.droppedMessages()).isZero();
		}
	}

	private void receive(JoltMessage message) {
		this.received.add(message.topic());
	}

	private String next() throws InterruptedException {
		String topic = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(topic).isNotNull();
		return String.valueOf(topic);
	}

	/**
	 * Accepts the client's connection and, where that is another, the subscription's.
	 * @param broker accepts
	 * @param overflow the subscription's policy
	 * @return the subscription's connection
	 */
	private ScriptedConnection accept(ScriptedBroker broker, OverflowPolicy overflow) {
		this.main = ClientTestSupport.acceptHello(broker);
		return (overflow == OverflowPolicy.BLOCK) ? broker.accept() : this.main;
	}

	private static void expectSubscriptions(ScriptedConnection connection, int count) {
		for (int i = 0; i < count; i++) {
			connection.expectOp("sub");
		}
	}

	private static void answerOk(ScriptedConnection connection, int count) {
		for (int i = 0; i < count; i++) {
			connection.send(ClientTestSupport.OK);
		}
	}

	private static void deliver(ScriptedConnection connection, String topic) {
		connection.send("{\"topic\":\"" + topic + "\",\"data\":\"x\"}");
	}

	private static SubscriptionOptions topics(String... topics) {
		return SubscriptionOptions.forTopics(topics).build();
	}

	private static SubscriptionOptions blocking(String... topics) {
		return SubscriptionOptions.forTopics(topics).overflow(OverflowPolicy.BLOCK).build();
	}

}
