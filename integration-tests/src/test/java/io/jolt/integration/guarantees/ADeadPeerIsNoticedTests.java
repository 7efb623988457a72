package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.PublishResult;
import io.jolt.testing.ProxiedConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A dead peer is noticed within the ping interval times one more than the outstanding
 * pings, when the connection is idle and when it is written to; and a write that goes
 * nowhere within the write time-out. Then the client connects anew.
 */
class ADeadPeerIsNoticedTests {

	// far longer than what is promised, far shorter than anything else that might help
	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final String TEXT = "x".repeat(16 * 1024);

	private FaultyNetwork network;

	private final CompletableFuture<JoltException> lost = new CompletableFuture<>();

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork();
	}

	@AfterEach
	void nothingIsLeft() {
		this.network.close();
	}

	@Test
	void whenIdle() throws Exception {
		try (JoltClient client = connect(Duration.ofMillis(100), LONG)) {
			swallow(this.network.proxy().connection(1));
			assertThat(cause()).hasMessageContaining("has not answered the pings in time");
			awaitReturn(client);
		}
	}

	@Test
	void whenOnlyItsAnswersAreLost() throws Exception {
		try (JoltClient client = connect(Duration.ofMillis(100), LONG)) {
			this.network.proxy().connection(1).answers().swallow();
			CompletableFuture<PublishResult> publish = client.publish("topic", "text");
			assertThat(cause()).hasMessageContaining("has not answered the pings in time");
			assertThat(Outcome.of(publish)).isEqualTo(Outcome.UNKNOWN);
			awaitReturn(client);
		}
	}

	@Test
	void whenItNeverReads() throws Exception {
		try (JoltClient client = connect(Duration.ofMillis(100), LONG)) {
			this.network.proxy().connection(1).requests().hold();
			List<CompletableFuture<PublishResult>> publishes = fill(client);
			assertThat(cause()).hasMessageContaining("has not answered the pings in time");
			assertThat(publishes.stream().map(Outcome::of)).contains(Outcome.UNKNOWN)
				.isSubsetOf(Outcome.UNKNOWN, Outcome.ACCEPTED, Outcome.NOT_SENT);
			awaitReturn(client);
		}
	}

	@Test
	void whenAWriteTakesTooLong() throws Exception {
		try (JoltClient client = connect(LONG, Duration.ofMillis(200))) {
			this.network.proxy().connection(1).requests().hold();
			List<CompletableFuture<PublishResult>> publishes = fill(client);
			assertThat(cause()).hasMessageContaining("write time-out");
			assertThat(publishes.stream().map(Outcome::of)).contains(Outcome.UNKNOWN)
				.isSubsetOf(Outcome.UNKNOWN, Outcome.ACCEPTED, Outcome.NOT_SENT);
			awaitReturn(client);
		}
	}

	private JoltClient connect(Duration pingInterval, Duration writeTimeout) {
		JoltClient client = this.network.client()
			.pingInterval(pingInterval)
			.maxOutstandingPings(2)
			.writeTimeout(writeTimeout)
			.requestTimeout(LONG)
			.build();
		client.addConnectionListener(new ConnectionListener() {

			@Override
			public void onLost(JoltException cause) {
				ADeadPeerIsNoticedTests.this.lost.complete(cause);
			}

		});
		client.connect();
		return client;
	}

	// more than the sockets between take, less than the outgoing buffer
	private static List<CompletableFuture<PublishResult>> fill(JoltClient client) {
		List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
		for (int i = 0; i < 440; i++) {
			publishes.add(client.publish("topic", TEXT));
		}
		return publishes;
	}

	private JoltException cause() throws Exception {
		return this.lost.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
	}

	private static void swallow(ProxiedConnection connection) {
		connection.requests().swallow();
		connection.answers().swallow();
	}

	private void awaitReturn(JoltClient client) {
		await().atMost(FaultyNetwork.LIMIT)
			.until(() -> client.state() == ConnectionState.OPEN && this.network.proxy().accepted() > 1);
		assertThat(Outcome.of(client.publish("topic", "after"))).isEqualTo(Outcome.ACCEPTED);
	}

}
