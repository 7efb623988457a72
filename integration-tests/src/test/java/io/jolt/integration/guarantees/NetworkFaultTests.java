package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.PublishResult;
import io.jolt.testing.Ending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Each fault of a network by itself: it is reported as what it is, and the client returns
 * when the fault is over.
 */
class NetworkFaultTests {

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
	void aRefusedConnectionIsSaidAtOnceAndTriedAgain() {
		this.network.proxy().refuse();
		try (JoltClient client = client("secret")) {
			assertThatExceptionOfType(JoltException.class).isThrownBy(client::connect)
				.withMessageContaining("127.0.0.1:" + this.network.proxy().port())
				.withMessageContaining("refused");
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
			client.start();
			await().until(() -> client.state() == ConnectionState.BACKING_OFF);
			this.network.proxy().listen();
			awaitOpen(client);
		}
	}

	@Test
	void aPeerThatAcceptsAndIsSilentIsAFailedAttempt() {
		this.network.proxy().silent(true);
		try (JoltClient client = this.network.client()
			.credentials("app", "secret")
			.requestTimeout(Duration.ofSeconds(1))
			.build()) {
			assertThatExceptionOfType(JoltException.class).isThrownBy(client::connect)
				.withMessageContaining("127.0.0.1:" + this.network.proxy().port());
			client.start();
			this.network.proxy().silent(false);
			awaitOpen(client);
		}
	}

	@Test
	void aResetInAWriteEndsEachPublish() {
		try (JoltClient client = client("secret")) {
			client.connect();
			this.network.proxy().connection(1).requests().hold();
			List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
			this.network.proxy()
				.connection(1)
				.requests()
				.endAfter(this.network.proxy().connection(1).requests().forwarded() + 500_000, Ending.RESET);
			this.network.proxy().connection(1).requests().pass();
			for (int i = 0; i < 100; i++) {
				publishes.add(client.publish("topic", "x".repeat(16 * 1024)));
			}
			assertThat(publishes.stream().map(Outcome::of)).contains(Outcome.UNKNOWN)
				.isSubsetOf(Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.NOT_SENT);
			awaitOpen(client);
		}
	}

	@Test
	void anEndBetweenOperationsIsFollowedByAnotherConnection() {
		try (JoltClient client = client("secret")) {
			client.connect();
			assertThat(Outcome.of(client.publish("topic", "before"))).isEqualTo(Outcome.ACCEPTED);
			this.network.proxy().connection(1).close();
			this.network.proxy().connection(2);
			assertThat(Outcome.of(client.publish("topic", "after"))).isEqualTo(Outcome.ACCEPTED);
		}
	}

	@Test
	void aFlappingConnectionIsHeldOffAndSurvived() {
		int flaps = 30;
		// each lives until the handshake is over, and no longer
		this.network.proxy().onConnection((connection) -> {
			if (connection.number() <= flaps) {
				connection.requests().endAfter(300, Ending.CLOSE);
			}
		});
		try (JoltClient client = client("secret")) {
			client.start();
			List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
			while (this.network.proxy().accepted() <= flaps) {
				CompletableFuture<PublishResult> publish = client.publish("topic", "x".repeat(300));
				assertThat(Outcome.of(publish)).isIn(Outcome.ACCEPTED, Outcome.UNKNOWN);
				publishes.add(publish);
			}
			awaitOpen(client);
			assertThat(publishes).isNotEmpty();
		}
	}

	@Test
	void aRefusedAuthenticationSurfacesAtOnceInTheBrokersWords() {
		try (JoltClient client = client("wrong")) {
			assertThatExceptionOfType(JoltAuthenticationException.class).isThrownBy(client::connect)
				.withMessageContaining("auth_failed")
				.withMessageContaining("app")
				.withMessageNotContaining("wrong");
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
		}
	}

	private JoltClient client(String password) {
		return this.network.client().credentials("app", password).build();
	}

	private static void awaitOpen(JoltClient client) {
		await().atMost(FaultyNetwork.LIMIT).until(() -> client.state() == ConnectionState.OPEN);
		assertThat(Outcome.of(client.publish("topic", "after"))).isEqualTo(Outcome.ACCEPTED);
	}

}
