package io.jolt.client.internal.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import io.jolt.client.testing.VirtualThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * A ping with a time limit keeps to it, whatever it waits for.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class PingTests {

	private static final Duration LIMIT = Duration.ofMillis(200);

	// far from the limit, and as far from the 10 seconds of a request
	private static final Duration SOON = Duration.ofSeconds(4);

	@Test
	void keepsToItsLimitWhileTheBufferIsFilledToTheLastByteByAPeerThatDoesNotRead() throws InterruptedException {
		int buffer = 32 * 1024 * 1024;
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.maxLineBytes(buffer).outgoingBufferBytes(buffer))) {
			open(client, broker);
			// no socket's buffers hold that much
			Thread publisher = new Thread(() -> assertThat(client.publish("a", "x".repeat(buffer / 2))).isNotNull());
			publisher.start();
			await().until(() -> VirtualThread.isAnyWriting(List.of()));
			long used = client.outbox().usedBytes();
			CompletableFuture<?> empty = client.publish("a", "");
			long overhead = client.outbox().usedBytes() - used;
			CompletableFuture<?> last = client.publish("a", "x".repeat((int) (buffer - used - 2 * overhead)));
			assertThat(client.outbox().usedBytes()).isEqualTo(buffer);
			long begun = System.nanoTime();
			assertThat(ClientTestSupport.failure(client.ping(LIMIT))).isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("no room in the outgoing buffer within the ping's time limit");
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(LIMIT, SOON);
			broker.closeConnections();
			publisher.join();
			assertThat(ClientTestSupport.failure(empty)).isInstanceOf(JoltNotSentException.class);
			assertThat(ClientTestSupport.failure(last)).isInstanceOf(JoltNotSentException.class);
		}
	}

	@Test
	void keepsToItsLimitWhileTheBrokerDoesNotAnswer() {
		ManualTime time = new ManualTime();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						time.environment(() -> ThreadLocalRandom.current().nextLong()),
						(builder) -> builder.pingInterval(Duration.ZERO))) {
			ScriptedConnection connection = open(client, broker);
			CompletableFuture<Duration> ping = client.ping(LIMIT);
			connection.expectOp("ping");
			time.advance(LIMIT.minusNanos(1));
			assertThat(ping).isNotDone();
			time.advance(Duration.ofNanos(1));
			assertThat(ClientTestSupport.failure(ping)).isInstanceOf(JoltOutcomeUnknownException.class)
				.hasMessageContaining("not answered within the ping's time limit");
		}
	}

	@Test
	void keepsToItsLimitWhileThereIsNoConnection() {
		ManualTime time = new ManualTime();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						time.environment(() -> ThreadLocalRandom.current().nextLong()), (builder) -> {
						})) {
			client.start();
			CompletableFuture<Duration> ping = client.ping(LIMIT);
			time.advance(LIMIT);
			assertThat(ClientTestSupport.failure(ping)).isInstanceOf(JoltNotSentException.class);
		}
	}

	@Test
	void isNeverWrittenByItsCallerWhichMightBlockAndNeitherIsASubscription() {
		WritersOfSockets sockets = new WritersOfSockets();
		ClientEnvironment system = ClientEnvironment.system();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						new ClientEnvironment(system.clock(), (host) -> List.of(InetAddress.getAllByName(host)),
								sockets, system.random(), system.scheduling()),
						(builder) -> {
						})) {
			ScriptedConnection connection = open(client, broker);
			CompletableFuture<?> publish = client.publish("a", "b");
			connection.expectOp("pub");
			assertThat(sockets.writers()).as("who publishes one message writes it").contains(Thread.currentThread());
			sockets.forget();
			CompletableFuture<Duration> limited = client.ping(Duration.ofSeconds(5));
			connection.expectOp("ping");
			CompletableFuture<Duration> ping = client.ping();
			connection.expectOp("ping");
			client.subscribe("a", (message) -> {
			});
			connection.expectOp("sub");
			assertThat(sockets.writers()).isNotEmpty().doesNotContain(Thread.currentThread());
			connection.sendTogether(ClientTestSupport.OK, ClientTestSupport.OK, ClientTestSupport.OK,
					ClientTestSupport.OK);
			assertThat(publish).succeedsWithin(Duration.ofSeconds(5));
			assertThat(limited.join()).isPositive();
			assertThat(ping.join()).isPositive();
		}
	}

	@Test
	void aTimeLimitThatIsNotPositiveIsRefusedAndOneWithoutEndIsNot() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			assertThatIllegalArgumentException().isThrownBy(() -> client.ping(Duration.ZERO));
			assertThatIllegalArgumentException().isThrownBy(() -> client.ping(Duration.ofNanos(-1)));
			ScriptedConnection connection = open(client, broker);
			CompletableFuture<Duration> ping = client.ping(Duration.ofSeconds(Long.MAX_VALUE));
			connection.expectOp("ping");
			connection.send(ClientTestSupport.OK);
			assertThat(ping.join()).isPositive();
		}
	}

	private static ScriptedConnection open(DefaultJoltClient client, ScriptedBroker broker) {
		client.start();
		ScriptedConnection connection = broker.accept();
		connection.expectOp("hello");
		connection.send(ClientTestSupport.HELLO.replace("1048576", "1000000000"));
		await().until(() -> client.state() == ConnectionState.OPEN);
		return connection;
	}

}
