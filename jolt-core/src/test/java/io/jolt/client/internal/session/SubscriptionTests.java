package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.subscription.ClientSubscription;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Subscriptions on one connection and on their own.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class SubscriptionTests {

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@Test
	void listenersToOneTopicShareOneSubscriptionOnTheWire() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			JoltSubscription first = client.subscribe("a", (message) -> this.received.add("first"));
			JoltSubscription second = client.subscribe("a", (message) -> this.received.add("second"));
			first.ready().join();
			second.ready().join();
			client.publish("a", "x").join();
			await().untilAsserted(() -> assertThat(this.received).containsExactlyInAnyOrder("first", "second"));
			first.unsubscribe().join();
			assertThat(requests(broker, "unsub")).isZero();
			second.unsubscribe().join();
			assertThat(requests(broker, "\"sub")).isEqualTo(1);
			assertThat(requests(broker, "unsub")).isEqualTo(1);
		}
	}

	@Test
	void aMessageGoesToEachMatchingSubscriptionOnce() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.subscribe("a.b", (message) -> this.received.add("literal"));
			client.subscribe(SubscriptionOptions.forPattern("a.*").build(), (message) -> this.received.add("star"));
			client.subscribe(SubscriptionOptions.forPattern(">").build(), (message) -> this.received.add("all"));
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			for (int i = 0; i < 3; i++) {
				connection.expectOp("sub");
				connection.send(ClientTestSupport.OK);
			}
			connection.send("{\"topic\":\"a.b\",\"data\":\"x\"}");
			await().until(() -> this.received.size() == 3);
			assertThat(this.received).containsExactlyInAnyOrder("literal", "star", "all");
		}
	}

	@Test
	void aRefusedSubscriptionFailsAndIsRemoved() {
		try (ScriptedBroker broker = ScriptedBroker
			.start(Personality.withFeatures("publish-ack").on("sub", Responder.error("not_authorized")));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			for (SubscriptionOptions options : List.of(SubscriptionOptions.forTopic("a").build(),
					ClientTestSupport.blocking("a"))) {
				JoltSubscription subscription = client.subscribe(options, (message) -> {
				});
				assertThat(ClientTestSupport.failure(subscription.ready())).isInstanceOfSatisfying(
						JoltRejectedException.class, (ex) -> assertThat(ex.code()).isEqualTo("not_authorized"));
				assertThat(subscription.isActive()).isFalse();
				assertThat(client.status().subscriptions()).isZero();
				subscription.unsubscribe().join();
			}
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	@Test
	void aPatternOnABrokerWithoutThemFailsAtOnceAndSaysSo() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.plain());
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			for (OverflowPolicy policy : OverflowPolicy.values()) {
				JoltSubscription subscription = client
					.subscribe(SubscriptionOptions.forPattern("a.*").overflow(policy).build(), (message) -> {
					});
				assertThat(ClientTestSupport.failure(subscription.ready())).isInstanceOf(JoltException.class)
					.hasMessageContaining("does not know patterns")
					.hasMessageContaining("a.*");
			}
		}
	}

	@Test
	void anEndedSubscriptionThatWasNeverReadyFailsItsFuture() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client.subscribe("a", (message) -> {
			});
			CompletableFuture<Void> ready = subscription.ready();
			subscription.unsubscribe().join();
			assertThat(ClientTestSupport.failure(ready)).isInstanceOf(JoltException.class);
			subscription.drain().join();
		}
	}

	@Test
	void whatIsDeliveredAfterTheEndIsDroppedAndCounted() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client.subscribe("a", (message) -> this.received.add(message.data()));
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			subscription.ready().join();
			CompletableFuture<Void> ended = subscription.unsubscribe();
			connection.expectOp("unsub");
			connection.send("{\"topic\":\"a\",\"data\":\"late\"}");
			assertThat(ended).isNotDone();
			connection.send("{\"ok\":false,\"error\":\"unknown_topic\"}");
			ended.join();
			assertThat(subscription.droppedMessages()).isEqualTo(1);
			assertThat(this.received).isEmpty();
		}
	}

	@Test
	void drainingHandlesAllThatCameBeforeTheAnswer() throws Exception {
		for (boolean own : new boolean[] { false, true }) {
			try (ScriptedBroker broker = ScriptedBroker.start();
					DefaultJoltClient client = ClientTestSupport.client(broker)) {
				this.received.clear();
				Semaphore gate = new Semaphore(0);
				SubscriptionOptions options = own ? ClientTestSupport.blocking("a")
						: SubscriptionOptions.forTopic("a").build();
				JoltSubscription subscription = client.subscribe(options, (message) -> {
					gate.acquire();
					this.received.add(message.data());
				});
				client.start();
				ScriptedConnection main = ClientTestSupport.acceptHello(broker);
				ScriptedConnection connection = own ? broker.accept() : main;
				connection.expectOp("sub");
				connection.send(ClientTestSupport.OK);
				subscription.ready().join();
				connection.send("{\"topic\":\"a\",\"data\":\"1\"}");
				CompletableFuture<Void> drained = subscription.drain();
				assertThat(subscription.isActive()).isFalse();
				connection.expectOp("unsub");
				connection.send("{\"topic\":\"a\",\"data\":\"2\"}");
				connection.send(ClientTestSupport.OK);
				await().until(() -> subscription.queuedMessages() == 1);
				assertThat(drained).isNotDone();
				gate.release(2);
				drained.join();
				assertThat(this.received).containsExactly("1", "2");
				assertThat(subscription.droppedMessages()).isZero();
			}
		}
	}

	/**
	 * Its reader waits for the listener, and does not read the broker's answer.
	 */
	@Test
	void stoppingEndsTheConnectionOfASubscriptionThatDrains() throws Exception {
		Semaphore gate = new Semaphore(0);
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client.subscribe(
					SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.BLOCK).queueCapacity(1).build(),
					(message) -> {
						gate.acquire();
						this.received.add(message.data());
					});
			client.start();
			ClientTestSupport.acceptHello(broker);
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			own.send(ClientTestSupport.OK);
			for (int i = 1; i <= 4; i++) {
				own.send("{\"topic\":\"a\",\"data\":\"" + i + "\"}");
			}
			await().until(() -> subscription.queuedMessages() == 1);
			CompletableFuture<Void> drained = subscription.drain();
			own.expectOp("unsub");
			own.send(ClientTestSupport.OK);
			client.stop();
			own.expectEnd();
			gate.release(4);
			drained.get(10, TimeUnit.SECONDS);
			assertThat(this.received).startsWith("1");
		}
	}

	/**
	 * The listener is held until the broker cannot send any more on its connection.
	 */
	@Test
	void aBlockedListenerHoldsUpNobodyAndLosesNothing() throws Exception {
		Semaphore gate = new Semaphore(0);
		int count = 5000;
		String padding = "x".repeat(1000);
		List<String> slow = new ArrayList<>();
		CountDownLatch all = new CountDownLatch(count);
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription blocked = client.subscribe(
					SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.BLOCK).queueCapacity(10).build(),
					(message) -> {
						gate.acquire();
						slow.add(message.data());
						all.countDown();
					});
			JoltSubscription dropping = client.subscribe(SubscriptionOptions.forTopic("a").queueCapacity(10).build(),
					(message) -> {
						gate.acquire();
						gate.release();
					});
			client.subscribe("b", (message) -> this.received.add(message.data()));
			client.start();
			ScriptedConnection main = ClientTestSupport.acceptHello(broker);
			main.expectOp("sub");
			main.expectOp("sub");
			main.sendTogether(ClientTestSupport.OK, ClientTestSupport.OK);
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			own.send(ClientTestSupport.OK);
			Thread sender = new Thread(() -> {
				for (int i = 0; i < count; i++) {
					own.send("{\"topic\":\"a\",\"data\":\"" + i + " " + padding + "\"}");
				}
			});
			sender.start();
			// a place may have come free, but the reader is not woken for a single one
			await().until(() -> blocked.queuedMessages() >= 9);
			for (int i = 0; i < 100; i++) {
				main.send("{\"topic\":\"a\",\"data\":\"x\"}");
			}
			main.send("{\"topic\":\"b\",\"data\":\"free\"}");
			assertThat(this.received.take()).isEqualTo("free");
			CompletableFuture<?> publish = client.publish("c", "x");
			main.expectOp("pub");
			main.send(ClientTestSupport.OK);
			publish.join();
			assertThat(dropping.droppedMessages()).as("ten wait, and one may be handled").isBetween(89L, 90L);
			assertThat(blocked.droppedMessages()).isZero();
			gate.release(1_000_000);
			all.await();
			sender.join();
			assertThat(slow).hasSize(count);
			for (int i = 0; i < count; i++) {
				assertThat(slow.get(i)).startsWith(i + " ");
			}
		}
	}

	@Test
	void aListenerMayPublishAndWaitForTheAnswer() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			client.subscribe("b", (message) -> this.received.add(message.data())).ready().join();
			client.subscribe("a", (message) -> client.publish("b", message.data()).join()).ready().join();
			client.subscribe(ClientTestSupport.blocking("a"), (message) -> client.publish("b", message.data()).join())
				.ready()
				.join();
			client.publish("a", "x").join();
			assertThat(List.of(this.received.take(), this.received.take())).containsExactly("x", "x");
		}
	}

	@Test
	void aListenerThatThrowsIsReportedAndGoesOn() throws Exception {
		Events events = new Events();
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			client.connect();
			client.subscribe("a", (message) -> {
				this.received.add(message.data());
				throw new IllegalStateException("broken");
			}).ready().join();
			client.publish("a", "1").join();
			client.publish("a", "2").join();
			await().until(() -> events.errors.size() == 2);
			assertThat(this.received).containsExactly("1", "2");
			assertThat(events.errors.get(0)).hasMessageContaining("topic 'a'").hasMessageContaining("broken");
		}
	}

	@Test
	void whatAListenerQuotesOfAMessageIsLoggedAndReportedInOneShortLine() throws Exception {
		Events events = new Events();
		Logger logger = (Logger) LoggerFactory.getLogger(ClientSubscription.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			client.connect();
			client.subscribe("a", (message) -> {
				throw new IllegalStateException(message.data());
			}).ready().join();
			client.publish("a", "two\r\nlines \u001b[31m" + "x".repeat(100_000)).join();
			await().until(() -> !events.errors.isEmpty());
			isFitForALog(String.valueOf(events.errors.get(0).getMessage()));
			assertThat(appender.list).singleElement()
				.satisfies((event) -> isFitForALog(event.getThrowableProxy().getMessage()));
		}
		finally {
			logger.detachAppender(appender);
		}
	}

	private static void isFitForALog(String text) {
		assertThat(text).contains("two\\u000d\\u000alines \\u001b[31m")
			.doesNotContain("\n", "\r", "\u001b")
			.hasSizeLessThan(1200);
	}

	@Test
	void theLastOfQuickChangesDecides() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			JoltSubscription last = client.subscribe("a", (message) -> this.received.add(message.data()));
			for (int i = 0; i < 200; i++) {
				JoltSubscription next = client.subscribe("a", (message) -> this.received.add(message.data()));
				if (i % 3 != 0) {
					last.close();
				}
				else {
					next.close();
					next = client.subscribe("a", (message) -> this.received.add(message.data()));
					last.close();
				}
				last = next;
			}
			last.ready().join();
			client.publish("a", "x").join();
			assertThat(this.received.take()).isEqualTo("x");
			assertThat(client.status().subscriptions()).isEqualTo(1);
			last.unsubscribe().join();
			client.publish("a", "x").join();
			assertThat(this.received).isEmpty();
		}
	}

	@Test
	void anErrorThatNoRequestWaitsForIsReportedWherePublishesAreNotAnswered() {
		Events events = new Events();
		Personality personality = Personality.plain().publishUnanswered();
		try (ScriptedBroker broker = ScriptedBroker.start(personality);
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			client.connect();
			broker.sendToAll("{\"ok\":false,\"error\":\"invalid_topic\"}");
			await().until(() -> events.errors.size() == 1);
			assertThat(events.errors.get(0)).hasMessageContaining("invalid_topic");
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	private static long requests(ScriptedBroker broker, String op) {
		return broker.received().stream().filter((line) -> line.contains(op + "\"")).count();
	}

}
