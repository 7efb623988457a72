package io.jolt.client.internal.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Start, stop, start again, and the end for good, which leaves no thread.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class LifecycleTests {

	private static final Duration SOON = Duration.ofSeconds(8);

	@Test
	void subscriptionsReturnWhenItIsStartedAgain() {
		AtomicInteger received = new AtomicInteger();
		Events events = new Events();
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			client.subscribe("a", (message) -> received.incrementAndGet());
			client.subscribe(ClientTestSupport.blocking("a"), (message) -> received.incrementAndGet());
			for (int round = 1; round <= 3; round++) {
				client.connect();
				client.start();
				client.connect();
				client.publish("a", "x").join();
				int expected = 2 * round;
				await().until(() -> received.get() == expected);
				client.stop();
				client.stop();
				assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
				assertThat(client.status().connection()).isNull();
				await().until(() -> broker.openConnections() == 0);
			}
			assertThat(events.heard).doesNotContain("lost").filteredOn("opened"::equals).hasSize(3);
		}
	}

	@Test
	void stoppingWaitsForTheAnswersToWhatWasAccepted() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			CompletableFuture<PublishResult> publish = client.publish("a", "b");
			connection.expectOp("pub");
			Thread stopping = new Thread(client::stop);
			stopping.start();
			await().until(() -> client.state() == ConnectionState.STOPPING);
			assertThat(ClientTestSupport.failure(client.publish("late", "x"))).isInstanceOf(JoltNotSentException.class);
			connection.expectOp("ping");
			assertThat(publish).isNotDone();
			connection.sendTogether(ClientTestSupport.OK, ClientTestSupport.OK);
			stopping.join();
			// futures complete on a thread of their own
			assertThat(publish.get(10, TimeUnit.SECONDS).acknowledged()).isTrue();
			connection.expectEnd();
		}
	}

	@Test
	void whatIsPublishedBeforeTheFirstStartStartsItWhereSomebodyDoes() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			assertThat(ClientTestSupport.failure(client.publish("a", "x"))).isInstanceOf(JoltNotSentException.class);
			AtomicInteger asked = new AtomicInteger();
			client.setStarter(() -> {
				asked.incrementAndGet();
				client.start();
			});
			client.flush().join();
			assertThat(asked).as("a flush starts nothing").hasValue(0);
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
			assertThat(client.publish("a", "x").join().acknowledged()).isTrue();
			client.publish("a", "y").join();
			assertThat(asked).hasValue(1);
			client.stop();
			assertThat(ClientTestSupport.failure(client.publish("a", "x"))).isInstanceOf(JoltNotSentException.class);
			assertThat(ClientTestSupport.failure(client.ping())).isInstanceOf(JoltNotSentException.class);
			assertThat(asked).as("after a stop, too").hasValue(1);
		}
	}

	@Test
	void aPingBeforeTheFirstStartStartsItToo() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.setStarter(client::connect);
			CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
				ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
				connection.expectOp("ping");
				connection.send(ClientTestSupport.OK);
			});
			assertThat(client.ping().join()).isPositive();
			answering.join();
		}
	}

	@Test
	void whatCannotBeStartedFailsWhatIsPublishedBeforeAsNotSent() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			IllegalStateException cause = new IllegalStateException("too early");
			client.setStarter(() -> {
				throw cause;
			});
			assertThat(ClientTestSupport.failure(client.publish("a", "x"))).isInstanceOf(JoltNotSentException.class)
				.hasRootCause(cause);
			client.setStarter(() -> {
			});
			assertThat(ClientTestSupport.failure(client.publish("a", "x"))).isInstanceOf(JoltNotSentException.class)
				.hasNoCause();
			closeSoon(client);
			client.setStarter(client::start);
			assertThat(ClientTestSupport.failure(client.publish("a", "x"))).as("a closed client")
				.isInstanceOf(JoltNotSentException.class)
				.hasNoCause();
		}
	}

	@Test
	void closesWhileItIsStopped() {
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			closeSoon(ClientTestSupport.client(broker));
		}
	}

	@Test
	void closesWhileItResolvesAndConnects() {
		CountDownLatch resolving = new CountDownLatch(1);
		CountDownLatch resolved = new CountDownLatch(1);
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			ClientEnvironment system = ClientEnvironment.system();
			DefaultJoltClient client = ClientTestSupport.client(broker,
					new ClientEnvironment(system.clock(), (host) -> {
						resolving.countDown();
						try {
							resolved.await();
						}
						catch (InterruptedException ex) {
							Thread.currentThread().interrupt();
						}
						return List.of(InetAddress.getLoopbackAddress());
					}, system.sockets(), system.random(), system.scheduling()), (builder) -> {
					});
			client.start();
			await().until(() -> resolving.getCount() == 0);
			CompletableFuture<PublishResult> publish = client.publish("a", "b");
			closeSoon(client);
			assertThat(ClientTestSupport.failure(publish)).isInstanceOf(JoltNotSentException.class);
		}
	}

	@Test
	void closesInTheMiddleOfTheHandshake() {
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			DefaultJoltClient client = ClientTestSupport.client(broker);
			JoltSubscription subscription = client.subscribe("a", (message) -> {
			});
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			closeSoon(client);
			assertThat(ClientTestSupport.failure(subscription.ready())).isNotNull();
			connection.expectEnd();
		}
	}

	@Test
	void closesWhileItIsOpenAndTheBrokerIsSilent() {
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			DefaultJoltClient client = ClientTestSupport.client(broker);
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			CompletableFuture<PublishResult> publish = client.publish("a", "b");
			connection.expectOp("pub");
			closeSoon(client);
			assertThat(publish).isCompletedExceptionally();
		}
	}

	@Test
	void closesWhileItBacksOff() {
		ScriptedBroker broker = ScriptedBroker.start();
		DefaultJoltClient client = ClientTestSupport.client(broker,
				(builder) -> builder.reconnectPolicy(new ReconnectPolicy(Duration.ofHours(1), Duration.ofHours(1), 1)));
		broker.close();
		client.start();
		await().until(() -> client.state() == ConnectionState.BACKING_OFF);
		closeSoon(client);
	}

	@Test
	void closesWhileItStops() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			DefaultJoltClient client = ClientTestSupport.client(broker);
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			CompletableFuture<PublishResult> publish = client.publish("a", "b");
			connection.expectOp("pub");
			Thread stopping = new Thread(client::stop);
			stopping.start();
			await().until(() -> client.state() == ConnectionState.STOPPING);
			closeSoon(client);
			// the farewell is cut short, which would wait for the request time-out
			stopping.join(5000);
			assertThat(stopping.isAlive()).isFalse();
			assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
			assertThat(publish).isCompletedExceptionally();
		}
	}

	@Test
	void closesWhileAListenerIsStuck() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"))) {
			DefaultJoltClient client = ClientTestSupport.client(broker);
			CountDownLatch stuck = new CountDownLatch(1);
			CompletableFuture<Thread> thread = new CompletableFuture<>();
			client.connect();
			client.subscribe("a", (message) -> {
				thread.complete(Thread.currentThread());
				stuck.await();
			}).ready().join();
			client.publish("a", "x").join();
			assertThat(thread.join().isDaemon()).isTrue();
			assertThat(thread.join().getName()).startsWith("jolt-");
			closeSoon(client);
			assertThat(thread.join().isAlive()).as("it was interrupted").isFalse();
		}
	}

	@Test
	void mayBeClosedByAListener() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"))) {
			for (boolean own : new boolean[] { false, true }) {
				DefaultJoltClient client = ClientTestSupport.client(broker);
				CountDownLatch closed = new CountDownLatch(1);
				client.connect();
				SubscriptionOptions options = own ? ClientTestSupport.blocking("a")
						: SubscriptionOptions.forTopic("a").build();
				client.subscribe(options, (message) -> {
					client.close();
					closed.countDown();
				}).ready().join();
				CompletableFuture<PublishResult> publish = client.publish("a", "x");
				await().atMost(SOON).until(() -> closed.getCount() == 0);
				await().until(publish::isDone);
			}
		}
	}

	@Test
	void mayBeClosedByAConnectionListenerOrAFuturesDependent() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"))) {
			CountDownLatch closed = new CountDownLatch(2);
			DefaultJoltClient first = ClientTestSupport.client(broker);
			first.addConnectionListener(new ConnectionListener() {

				@Override
				public void onOpened(ConnectionInfo connection) {
					first.close();
					closed.countDown();
				}

			});
			first.start();
			DefaultJoltClient second = ClientTestSupport.client(broker);
			second.connect();
			CompletableFuture<Void> dependent = second.ping().thenAccept((time) -> {
				second.close();
				closed.countDown();
			});
			await().atMost(SOON).until(() -> closed.getCount() == 0);
			dependent.join();
		}
	}

	@Test
	void aClosedClientCannotBeUsedAgain() {
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			DefaultJoltClient client = ClientTestSupport.client(broker);
			client.close();
			client.close();
			client.stop();
			assertThatThrownBy(client::start).isInstanceOf(IllegalStateException.class);
			assertThatThrownBy(client::connect).isInstanceOf(IllegalStateException.class);
			assertThatThrownBy(() -> client.subscribe("a", (message) -> {
			})).isInstanceOf(IllegalStateException.class);
		}
	}

	@Test
	void anIdleClientHoldsFewThreads() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker, (builder) -> builder.name("few"))) {
			for (int i = 0; i < 100; i++) {
				client.subscribe("t" + i, (message) -> {
				});
			}
			client.connect();
			for (int i = 0; i < 100; i++) {
				client.publish("t" + i, "x").join();
			}
			// workers end by themselves
			await().until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().startsWith("few-"))
				.count() <= 2);
		}
	}

	private static void closeSoon(DefaultJoltClient client) {
		long begun = System.nanoTime();
		client.close();
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
		await().until(() -> client.outbox().usedBytes() == 0);
	}

}
