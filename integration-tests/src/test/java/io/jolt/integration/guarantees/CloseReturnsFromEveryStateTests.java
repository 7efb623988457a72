package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.testing.Lane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code close()} returns in bounded time from every state, and leaves no thread. Every
 * other time limit of the client is too long to be of help.
 */
class CloseReturnsFromEveryStateTests {

	private static final Duration LONG = Duration.ofMinutes(2);

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private FaultyNetwork network;

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork((broker) -> broker.user("app", "secret", "admin"));
	}

	@AfterEach
	void nothingIsLeft() {
		this.network.close();
	}

	@Test
	void whileASilentPeerAccepts() throws Exception {
		this.network.proxy().silent(true);
		JoltClient client = client().build();
		client.start();
		await().until(() -> client.state() == ConnectionState.HANDSHAKING);
		assertCloses(client);
	}

	@Test
	void whileTheAnswerToAuthenticationIsAwaited() throws Exception {
		long handshake;
		try (JoltClient other = client().build()) {
			other.connect();
			handshake = this.network.proxy().connection(1).answers().forwarded();
		}
		this.network.proxy().onConnection((connection) -> {
			// the answer to hello comes, that to the authentication all but its end
			connection.answers().hold();
			connection.answers().allow(handshake - 1);
		});
		JoltClient client = client().build();
		client.start();
		Lane answers = this.network.proxy().connection(2).answers();
		await().until(() -> answers.received() == handshake);
		assertThat(client.state()).isEqualTo(ConnectionState.HANDSHAKING);
		assertCloses(client);
	}

	@Test
	void whileBackingOff() throws Exception {
		this.network.proxy().refuse();
		JoltClient client = client().reconnectPolicy(new ReconnectPolicy(LONG, LONG, 1)).build();
		client.start();
		await().until(() -> client.state() == ConnectionState.BACKING_OFF);
		CompletableFuture<PublishResult> publish = client.publish("topic", "text");
		assertCloses(client);
		assertThat(Outcome.of(publish)).isEqualTo(Outcome.NOT_SENT);
		this.network.proxy().listen();
	}

	@Test
	void whileAWriteIsBlocked() throws Exception {
		JoltClient client = client().build();
		client.connect();
		this.network.proxy().connection(1).requests().hold();
		List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
		Thread writer = new Thread(() -> {
			for (int i = 0; i < 800; i++) {
				publishes.add(client.publish("topic", "x".repeat(16 * 1024)));
			}
		}, "writer");
		writer.start();
		await("the write to block").during(Duration.ofMillis(100)).until(() -> isInWrite(writer));
		assertCloses(client);
		writer.join(LIMIT.toMillis());
		assertThat(publishes).hasSize(800);
		assertThat(publishes.stream().map(Outcome::of)).contains(Outcome.UNKNOWN)
			.isSubsetOf(Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.NOT_SENT);
	}

	@ParameterizedTest
	@EnumSource
	void fromInsideAListener(OverflowPolicy overflow) throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		JoltClient client = client().build();
		client.connect();
		client.subscribe(SubscriptionOptions.forTopic("topic").overflow(overflow).build(), (message) -> {
			client.close();
			closed.countDown();
		}).ready().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		assertThat(Outcome.of(client.publish("topic", "text"))).isIn(Outcome.ACCEPTED, Outcome.UNKNOWN);
		assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
	}

	@ParameterizedTest
	@EnumSource(names = { "BLOCK", "DROP_NEWEST" })
	void whileAListenerIsHeld(OverflowPolicy overflow) throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		JoltClient client = client().build();
		client.connect();
		client
			.subscribe(SubscriptionOptions.forTopic("topic").overflow(overflow).queueCapacity(1).build(), (message) -> {
				entered.countDown();
				new CountDownLatch(1).await();
			})
			.ready()
			.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		for (int i = 0; i < 10; i++) {
			assertThat(Outcome.of(client.publish("topic", "text"))).isEqualTo(Outcome.ACCEPTED);
		}
		assertThat(entered.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertCloses(client);
	}

	@Test
	void overAHalfClosedConnection() throws Exception {
		JoltClient client = client().build();
		client.connect();
		// the broker's end in answer to it is held back
		this.network.proxy().connection(1).answers().hold();
		this.network.proxy().connection(1).requests().halfClose();
		CompletableFuture<PublishResult> publish = client.publish("topic", "text");
		assertCloses(client);
		assertThat(Outcome.of(publish)).isEqualTo(Outcome.UNKNOWN);
	}

	@Test
	void whileAnswersAreOwed() throws Exception {
		JoltClient client = client().build();
		client.connect();
		this.network.proxy().connection(1).answers().hold();
		CompletableFuture<PublishResult> publish = client.publish("topic", "text");
		assertCloses(client);
		assertThat(Outcome.of(publish)).isEqualTo(Outcome.UNKNOWN);
	}

	private JoltClientBuilder client() {
		return this.network.client()
			.credentials("app", "secret")
			.connectTimeout(LONG)
			.requestTimeout(LONG)
			.writeTimeout(LONG)
			.pingInterval(LONG);
	}

	private static boolean isInWrite(Thread thread) {
		for (StackTraceElement element : thread.getStackTrace()) {
			if (element.getMethodName().equals("write") || element.getMethodName().equals("acquire")) {
				return true;
			}
		}
		return false;
	}

	private static void assertCloses(JoltClient client) throws Exception {
		CompletableFuture.runAsync(client::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
	}

}
