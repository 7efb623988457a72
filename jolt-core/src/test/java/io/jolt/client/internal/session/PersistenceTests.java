package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.client.ConnectionState;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When a client goes on trying after an attempt that has failed, and how soon.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class PersistenceTests {

	private final Events events = new Events();

	@Test
	void oneThatWasOpenGoesOnHoweverItWasOpened() {
		ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
		try (DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(this.events);
			client.connect();
			broker.close();
			await().until(() -> this.events.failures.size() >= 3);
			assertThat(client.state()).isIn(ConnectionState.BACKING_OFF, ConnectionState.CONNECTING);
		}
	}

	@Test
	void anAttemptThatIsJoinedByAStartIsFollowedByOthers() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			CompletableFuture<Void> connecting = CompletableFuture.runAsync(client::connect);
			ScriptedConnection first = broker.accept();
			first.expectOp("hello");
			client.start();
			first.close();
			// such a broker may be one that cannot bear to be asked
			ScriptedConnection unasked = broker.accept();
			unasked.close();
			assertThat(ClientTestSupport.failure(connecting)).isNotNull();
			ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
		}
	}

	@Test
	void aStartAfterAStopBeginsWithTheShortestDelay() {
		Duration shortest = Duration.ofMillis(1);
		ManualTime time = new ManualTime();
		ScriptedBroker broker = ScriptedBroker.start();
		try (DefaultJoltClient client = ClientTestSupport.client(broker, time.environment(new Random(1)),
				(builder) -> builder.reconnectPolicy(new ReconnectPolicy(shortest, Duration.ofDays(1), 1_000_000)))) {
			broker.close();
			client.start();
			awaitBackingOff(client);
			assertThat(time.scheduled().get(0)).isLessThanOrEqualTo(shortest);
			time.advance(shortest);
			awaitBackingOff(client);
			assertThat(time.scheduled()).isNotEmpty().allMatch((delay) -> delay.compareTo(shortest) > 0);
			client.stop();
			client.start();
			awaitBackingOff(client);
			assertThat(time.scheduled().get(0)).isLessThanOrEqualTo(shortest);
		}
	}

	@Test
	void aWaitThatWasCalledOffWhenItHadJustBegunToEndStartsNoAttempt() {
		List<Runnable> waits = new CopyOnWriteArrayList<>();
		ClientEnvironment system = ClientEnvironment.system();
		// cancels nothing, as if each had already begun
		ClientEnvironment environment = new ClientEnvironment(system.clock(), system.dns(), system.sockets(),
				new Random(1), (executor) -> (task, delayNanos) -> {
					if (delayNanos > Duration.ofHours(1).toNanos()) {
						waits.add(task);
					}
					return () -> {
					};
				});
		ScriptedBroker broker = ScriptedBroker.start();
		try (DefaultJoltClient client = ClientTestSupport.client(broker, environment, (builder) -> builder
			.reconnectPolicy(new ReconnectPolicy(Duration.ofDays(10_000), Duration.ofDays(10_000), 1)))) {
			client.addConnectionListener(this.events);
			broker.close();
			client.start();
			awaitBackingOff(client);
			client.stop();
			client.start();
			awaitBackingOff(client);
			assertThat(waits).hasSize(2);
			waits.get(0).run();
			awaitBackingOff(client);
			assertThat(waits).hasSize(2);
			waits.get(1).run();
			await().until(() -> waits.size() >= 3);
			awaitBackingOff(client);
		}
		assertThat(this.events.heard).filteredOn((heard) -> heard.endsWith(">CONNECTING")).hasSize(3);
	}

	// which is looked at under the lock, for the timer is set after the state
	private static void awaitBackingOff(DefaultJoltClient client) {
		await().until(() -> client.status().state() == ConnectionState.BACKING_OFF);
	}

}
