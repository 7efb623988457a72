package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.testing.Ending;
import io.jolt.testing.Lane;
import io.jolt.testing.ProxiedConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client is open only after authentication and every resubscription were answered: a
 * connection that ends before was never an open one.
 */
class OpenComesAfterEveryResubscriptionTests {

	private static final int TOPICS = 10;

	private FaultyNetwork network;

	private final AtomicInteger opened = new AtomicInteger();

	private final ConnectionListener listener = new ConnectionListener() {

		@Override
		public void onOpened(ConnectionInfo connection) {
			OpenComesAfterEveryResubscriptionTests.this.opened.incrementAndGet();
		}

	};

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork((broker) -> broker.user("app", "secret", "subscribe:topics.>"));
	}

	@AfterEach
	void nothingIsLeft() {
		this.network.close();
	}

	@ParameterizedTest
	@EnumSource
	void whereverTheConnectionIsCutOnItsWay(Direction direction) {
		try (JoltClient client = subscribed()) {
			ProxiedConnection connection = this.network.proxy().connection(1);
			long whole = direction.of(connection).forwarded();
			for (long offset = 0; offset < whole; offset += 3) {
				reopen(client, direction, offset);
			}
		}
	}

	@Test
	void anAnswerThatIsMissingKeepsItWaiting() {
		try (JoltClient client = subscribed()) {
			ProxiedConnection first = this.network.proxy().connection(1);
			long whole = first.answers().forwarded();
			this.network.proxy().onConnection((connection) -> {
				connection.answers().hold();
				connection.answers().allow(whole - 1);
			});
			first.close();
			ProxiedConnection second = this.network.proxy().connection(2);
			await().until(() -> second.answers().received() == whole && second.answers().forwarded() == whole - 1);
			await().until(() -> client.state() == ConnectionState.HANDSHAKING);
			assertThat(this.opened).hasValue(1);
			second.answers().allow(1);
			await().until(() -> client.state() == ConnectionState.OPEN);
			await().untilAsserted(() -> assertThat(this.opened).hasValue(2));
		}
	}

	private JoltClient subscribed() {
		JoltClient client = this.network.client().credentials("app", "secret").build();
		client.addConnectionListener(this.listener);
		for (int i = 0; i < TOPICS; i++) {
			client.subscribe("topics." + i, (message) -> {
			});
		}
		client.connect();
		assertThat(this.network.broker().subscriptions()).isEqualTo(TOPICS);
		await().untilAsserted(() -> assertThat(this.opened).hasValue(1));
		return client;
	}

	private void reopen(JoltClient client, Direction direction, long offset) {
		int openedBefore = this.opened.get();
		int broken = this.network.proxy().accepted() + 1;
		this.network.proxy().onConnection((connection) -> {
			if (connection.number() == broken) {
				direction.of(connection).endAfter(offset, (offset % 2 == 0) ? Ending.RESET : Ending.CLOSE);
			}
		});
		this.network.proxy().connection(broken - 1).close();
		this.network.proxy().connection(broken);
		awaitOpen(client, broken, offset);
		await().pollInterval(Duration.ofMillis(1))
			.untilAsserted(() -> assertThat(this.opened.get()).isGreaterThan(openedBefore));
		assertThat(this.opened).as("%s cut after %d bytes", direction, offset).hasValue(openedBefore + 1);
	}

	private void awaitOpen(JoltClient client, int broken, long offset) {
		while (client.state() != ConnectionState.OPEN) {
			Thread.onSpinWait();
		}
		assertThat(this.network.proxy().accepted()).as("open through a connection cut after %d bytes", offset)
			.isGreaterThan(broken);
		assertThat(this.network.broker().subscriptions()).isGreaterThanOrEqualTo(TOPICS);
	}

	enum Direction {

		REQUESTS, ANSWERS;

		Lane of(ProxiedConnection connection) {
			return (this == REQUESTS) ? connection.requests() : connection.answers();
		}

	}

}
