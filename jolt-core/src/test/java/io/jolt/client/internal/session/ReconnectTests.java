package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is lost comes back, and what was ended does not.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class ReconnectTests {

	// the client's connection that was accepted last
	@SuppressWarnings("NullAway.Init")
	private ScriptedConnection main;

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@Test
	void isOpenOnlyAfterEveryResubscriptionWasAnswered() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription first = client.subscribe("a", (message) -> {
			});
			JoltSubscription second = client.subscribe("b", (message) -> {
			});
			client.start();
			for (int round = 0; round < 2; round++) {
				ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
				connection.expectOp("sub");
				connection.expectOp("sub");
				connection.send(ClientTestSupport.OK);
				if (round == 0) {
					first.ready().join();
				}
				assertThat(client.state()).isEqualTo(ConnectionState.HANDSHAKING);
				assertThat(client.status().connection()).isNull();
				connection.send(ClientTestSupport.OK);
				second.ready().join();
				await().until(() -> client.state() == ConnectionState.OPEN);
				connection.close();
				await().until(() -> client.state() != ConnectionState.OPEN);
			}
		}
	}

	@Test
	void isOpenOnlyAfterSubscriptionsWithTheirOwnConnectionsWereAnswered() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			client.start();
			for (int round = 0; round < 2; round++) {
				ScriptedConnection main = ClientTestSupport.acceptHello(broker);
				ScriptedConnection own = broker.accept();
				assertThat(own.expectOp("sub").topic()).as("it asks nothing").isEqualTo("a");
				assertThat(client.state()).isEqualTo(ConnectionState.HANDSHAKING);
				own.send(ClientTestSupport.OK);
				await().until(() -> client.state() == ConnectionState.OPEN);
				main.close();
				own.expectEnd();
				await().until(() -> client.state() != ConnectionState.OPEN);
			}
		}
	}

	@Test
	void aSubscriptionsOwnConnectionReturnsByItselfAndTheMainOneDoesNotNotice() {
		Events events = new Events();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"),
					(message) -> this.received.add(message.data()));
			assertThat(subscription.state()).isEqualTo(SubscriptionState.SUBSCRIBING);
			client.start();
			ScriptedConnection main = ClientTestSupport.acceptHello(broker);
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			own.send(ClientTestSupport.OK);
			await().until(() -> client.state() == ConnectionState.OPEN);
			assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
			own.close();
			await().until(() -> subscription.state() == SubscriptionState.RECONNECTING);
			assertThat(subscription.failure()).isInstanceOf(JoltConnectException.class);
			assertThat(client.status().reconnectingSubscriptions()).isEqualTo(1);
			assertThat(client.status().waitingSubscriptions()).isEqualTo(1);
			CompletableFuture<PublishResult> publish = client.publish("b", "c");
			main.expectOp("pub");
			main.send(ClientTestSupport.OK);
			assertThat(publish.join().acknowledged()).isTrue();
			ScriptedConnection again = broker.accept();
			again.expectOp("sub");
			assertThat(subscription.state()).isEqualTo(SubscriptionState.RECONNECTING);
			again.send(ClientTestSupport.OK);
			await().until(() -> subscription.state() == SubscriptionState.ACTIVE);
			assertThat(subscription.failure()).isNull();
			assertThat(client.status().reconnectingSubscriptions()).isZero();
			await().until(() -> events.heard.size() == 6);
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
			assertThat(events.heard).containsExactly("STOPPED>CONNECTING", "CONNECTING>HANDSHAKING", "HANDSHAKING>OPEN",
					"opened", "subscription RECONNECTING", "subscription ACTIVE");
		}
	}

	@Test
	void whatIsLostWithTheWholeBrokerIsNotToldForEachSubscriptionToo() {
		ManualTime time = new ManualTime();
		Events events = new Events();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, time.environment(new Random(1)),
						(builder) -> builder.pingInterval(Duration.ZERO))) {
			client.addConnectionListener(events);
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			for (int round = 0; round < 2; round++) {
				ScriptedConnection own = acceptBoth(broker, client);
				own.close();
				await().until(() -> subscription.state() == SubscriptionState.RECONNECTING);
				this.main.close();
				await().until(() -> client.status().state() == ConnectionState.BACKING_OFF);
				time.advance(Duration.ofSeconds(1));
			}
			acceptBoth(broker, client);
			await().until(() -> events.heard.stream().filter("opened"::equals).count() == 3);
			assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
			assertThat(events.heard).noneMatch((heard) -> heard.startsWith("subscription"))
				.filteredOn("lost"::equals)
				.hasSize(2);
		}
	}

	private ScriptedConnection acceptBoth(ScriptedBroker broker, DefaultJoltClient client) {
		client.start();
		this.main = ClientTestSupport.acceptHello(broker);
		ScriptedConnection own = broker.accept();
		own.expectOp("sub");
		own.send(ClientTestSupport.OK);
		await().until(() -> client.state() == ConnectionState.OPEN);
		return own;
	}

	@Test
	void aSubscriptionWhoseOwnConnectionIsLostAtOnceIsToldAsItsOwnAndTriedAgain() {
		Events events = new Events();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			client.start();
			ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			for (int i = 0; i < 3; i++) {
				ScriptedConnection own = broker.accept();
				own.expectOp("sub");
				own.close();
			}
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			assertThat(subscription.state()).isEqualTo(SubscriptionState.SUBSCRIBING);
			assertThat(subscription.failure()).isInstanceOf(JoltConnectException.class);
			own.send(ClientTestSupport.OK);
			subscription.ready().join();
			await().until(() -> events.heard.contains("subscription ACTIVE"));
			assertThat(events.heard).endsWith("opened", "subscription SUBSCRIBING", "subscription ACTIVE");
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	@Test
	void whatWaitsGoesOutInItsOrderAfterTheResubscriptions() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.subscribe("a", (message) -> {
			});
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				publishes.add(client.publish("t" + i, "x"));
			}
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			for (int i = 0; i < 100; i++) {
				assertThat(connection.expectOp("pub").topic()).isEqualTo("t" + i);
				connection.send(ClientTestSupport.OK);
			}
			publishes.forEach(CompletableFuture::join);
		}
	}

	@Test
	void whatWaitsLongerThanTheRequestTimeOutIsNotSent() {
		ManualTime time = new ManualTime();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, time.environment(new Random(1)),
						(builder) -> builder.pingInterval(Duration.ZERO).requestTimeout(Duration.ofSeconds(1)))) {
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			CompletableFuture<PublishResult> late = client.publish("late", "x");
			time.advance(Duration.ofSeconds(1));
			assertThat(ClientTestSupport.failure(late)).isInstanceOf(JoltNotSentException.class);
			CompletableFuture<PublishResult> next = client.publish("next", "x");
			connection.send(ClientTestSupport.HELLO);
			assertThat(connection.expectOp("pub").topic()).isEqualTo("next");
			connection.send(ClientTestSupport.OK);
			next.join();
			// the answer may come before the write that it answers has returned
			await().untilAsserted(() -> assertThat(client.outbox().usedBytes()).isZero());
		}
	}

	@Test
	void aCallerWaitsForRoomNoLongerThanTheRequestTimeOut() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.outgoingBufferBytes(100).requestTimeout(Duration.ofMillis(100)))) {
			client.start();
			broker.accept().expectOp("hello");
			CompletableFuture<PublishResult> first = client.publish("a", "x".repeat(50));
			CompletableFuture<PublishResult> second = client.publish("a", "x".repeat(50));
			assertThat(ClientTestSupport.failure(second)).isInstanceOf(JoltNotSentException.class);
			assertThat(ClientTestSupport.failure(first)).isInstanceOf(JoltNotSentException.class);
			assertThat(ClientTestSupport.failure(client.publish("a", "x".repeat(100))))
				.hasMessageContaining("outgoing buffer");
		}
	}

	@Test
	void whatWasUnsubscribedNeverReturns() throws Exception {
		for (long seed = 1; seed <= 8; seed++) {
			Random random = new Random(seed);
			String description = "seed " + seed;
			try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
					DefaultJoltClient client = ClientTestSupport.client(broker)) {
				client.connect();
				List<JoltSubscription> held = new ArrayList<>();
				for (int step = 0; step < 60; step++) {
					int choice = random.nextInt(20);
					if (choice < 9) {
						held.add(client.subscribe(randomTopics(random),
								(message) -> this.received.add(message.topic() + message.data())));
					}
					else if (choice < 19 && !held.isEmpty()) {
						held.remove(random.nextInt(held.size())).close();
					}
					else {
						broker.closeConnections();
					}
				}
				await().until(() -> client.state() == ConnectionState.OPEN);
				for (JoltSubscription subscription : held) {
					await().until(() -> subscription.ready().isDone());
				}
				assertThat(client.status().subscriptions()).isEqualTo(held.size());
				// a connection that is about to be noticed as lost would lose these
				publishToAll(client);
				List<String> expected = held.stream()
					.flatMap((subscription) -> subscription.topics().stream())
					.map((topic) -> topic + "x")
					.sorted()
					.toList();
				await().untilAsserted(() -> assertThat(this.received.stream().sorted()).as(description)
					.containsExactlyElementsOf(expected));
				held.forEach(JoltSubscription::close);
				client.ping().join();
				this.received.clear();
				publishToAll(client);
				client.ping().join();
				assertThat(this.received.poll(20, TimeUnit.MILLISECONDS)).isNull();
			}
		}
	}

	@Test
	void onlyWhatIsStillHeldIsSubscribedToAgain() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription ended = client.subscribe("ended", (message) -> {
			});
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			ended.ready().join();
			ended.close();
			connection.expectOp("unsub");
			JoltSubscription held = client.subscribe("held", (message) -> {
			});
			connection.expectOp("sub");
			// neither was answered when the connection goes
			connection.close();
			connection = ClientTestSupport.acceptHello(broker);
			assertThat(connection.expectOp("sub").topic()).isEqualTo("held");
			connection.send(ClientTestSupport.OK);
			held.ready().join();
			await().until(() -> client.state() == ConnectionState.OPEN);
			ended.unsubscribe().join();
			CompletableFuture<PublishResult> next = client.publish("next", "x");
			connection.expectOp("pub");
			connection.send(ClientTestSupport.OK);
			next.join();
		}
	}

	private static SubscriptionOptions randomTopics(Random random) {
		List<String> topics = IntStream.rangeClosed(0, random.nextInt(3))
			.mapToObj((i) -> "t" + random.nextInt(3))
			.toList();
		return SubscriptionOptions.forTopics(topics, List.of()).build();
	}

	private void publishToAll(DefaultJoltClient client) {
		await().ignoreExceptions().untilAsserted(() -> {
			this.received.clear();
			for (int topic = 0; topic < 3; topic++) {
				client.publish("t" + topic, "x").join();
			}
		});
	}

	@Test
	void aResubscriptionThatIsRefusedIsReportedAndTriedAgain() throws Exception {
		Events events = new Events();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			JoltSubscription subscription = client.subscribe("a", (message) -> this.received.add(message.data()));
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			subscription.ready().join();
			connection.close();
			connection = ClientTestSupport.acceptHello(broker);
			connection.expectOp("sub");
			connection.send("{\"ok\":false,\"error\":\"not_authorized\"}");
			await().until(() -> client.state() == ConnectionState.OPEN);
			await().until(() -> events.errors.size() == 1);
			assertThat(events.errors.get(0)).hasMessageContaining("'a'").hasMessageContaining("not_authorized");
			assertThat(subscription.isActive()).isTrue();
			connection.close();
			connection = ClientTestSupport.acceptHello(broker);
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			connection.send("{\"topic\":\"a\",\"data\":\"back\"}");
			assertThat(this.received.poll(5, TimeUnit.SECONDS)).isEqualTo("back");
		}
	}

	@Test
	void aProtocolFailureEndsTheConnectionAndAnotherIsMade() {
		Events events = new Events();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			client.start();
			for (String line : List.of("nonsense\u0007", "{\"ok\":\"yes\"}", "{\"ok\":true}")) {
				ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
				await().until(() -> client.state() == ConnectionState.OPEN);
				connection.send(line);
				connection.expectEnd();
				await().until(() -> client.state() != ConnectionState.OPEN);
				assertThat(client.status().lastFailure()).isNotNull()
					.extracting(Throwable::getMessage)
					.asString()
					.doesNotContain("\u0007");
			}
			assertThat(events.heard).contains("lost");
		}
	}

	@Test
	void aPlainBrokerThatCannotBearToBeAskedIsNotAskedTwiceInOneAttempt() {
		Personality personality = Personality.plain().unknownOp(Responder.close());
		try (ScriptedBroker broker = ScriptedBroker.start(personality);
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			assertThat(broker.connections()).hasSize(2);
			assertThat(client.publish("a", "b").join().acknowledged()).isTrue();
			broker.closeConnections();
			await().until(() -> broker.connections().size() == 4 && client.state() == ConnectionState.OPEN);
			assertThat(broker.received().stream().filter((line) -> line.contains("hello"))).hasSize(2);
		}
	}

}
