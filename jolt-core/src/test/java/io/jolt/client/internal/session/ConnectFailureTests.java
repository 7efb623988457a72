package io.jolt.client.internal.session;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import io.jolt.client.testing.SelfReachingSockets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The ways in which a client cannot connect, and what it says.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class ConnectFailureTests {

	@Test
	void aRefusedConnectionNamesTheAddressAndLeavesTheClientStopped() {
		ScriptedBroker broker = ScriptedBroker.start();
		broker.close();
		Events events = new Events();
		try (DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			assertThatThrownBy(client::connect).isInstanceOfSatisfying(JoltConnectException.class, (ex) -> {
				assertThat(ex.address()).isEqualTo(broker.address());
				assertThat(ex.isHttpPeer()).isFalse();
				assertThat(ex).hasMessageContaining(broker.address().toString());
			});
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
			assertThat(client.status().lastFailure()).isInstanceOf(JoltConnectException.class);
			assertThat(client.status().servers()).containsExactly(broker.address().toString());
			try (ScriptedBroker late = ScriptedBroker.start(Personality.withFeatures("publish-ack"), broker.port())) {
				client.connect();
				assertThat(client.status().lastFailure()).isNull();
				assertThat(late.openConnections()).isEqualTo(1);
				client.stop();
			}
			await().until(() -> events.heard.contains("OPEN>STOPPING"));
			assertThat(events.heard).startsWith("STOPPED>CONNECTING", "failed", "CONNECTING>STOPPED");
		}
	}

	@Test
	void aConnectionToItselfCountsAsRefused() {
		ScriptedBroker broker = ScriptedBroker.start();
		int port = broker.port();
		broker.close();
		ClientEnvironment system = ClientEnvironment.system();
		SelfReachingSockets sockets = new SelfReachingSockets(port);
		ClientEnvironment reachingItself = new ClientEnvironment(system.clock(), system.dns(), sockets, system.random(),
				system.scheduling());
		try (DefaultJoltClient client = ClientTestSupport.client(broker, reachingItself, (builder) -> {
		})) {
			assertThatThrownBy(client::connect).isInstanceOf(JoltConnectException.class)
				.hasCauseInstanceOf(ConnectException.class)
				.hasMessageContaining("127.0.0.1:" + port)
				.hasMessageContaining("nothing listens there");
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
			assertThat(sockets.made()).isNotEmpty().allMatch(Socket::isClosed);
		}
	}

	@Test
	void startKeepsTryingUntilABrokerComes() {
		ScriptedBroker broker = ScriptedBroker.start();
		broker.close();
		Events events = new Events();
		try (DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.addConnectionListener(events);
			client.start();
			await().until(() -> events.failures.size() >= 3);
			CompletableFuture<?> publish = client.publish("a", "b");
			try (ScriptedBroker late = ScriptedBroker.start(Personality.withFeatures("publish-ack"), broker.port())) {
				publish.join();
				assertThat(late.openConnections()).isEqualTo(1);
				client.stop();
			}
		}
	}

	@Test
	void aWebServerIsToldFromABroker() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			CompletableFuture<Throwable> failure = ClientTestSupport.connectElsewhere(client);
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			connection.send("HTTP/1.1 400 \r");
			assertThat(failure.join()).isInstanceOfSatisfying(JoltConnectException.class, (ex) -> {
				assertThat(ex.isHttpPeer()).isTrue();
				assertThat(ex).hasMessageContaining(broker.address().toString())
					.hasMessageContaining("web server")
					.hasMessageContaining("port right?");
			});
		}
	}

	@Test
	void wrongCredentialsAreAnAuthenticationFailureWhetherAnsweredOrClosed() {
		for (Responder refusal : List.of(Responder.error("auth_failed: no"), Responder.close(),
				Responder.error("auth_failed").andThen(Responder.close()))) {
			Personality personality = Personality.withFeatures("publish-ack").user("app", "right").failedAuth(refusal);
			try (ScriptedBroker broker = ScriptedBroker.start(personality);
					DefaultJoltClient client = ClientTestSupport.client(broker,
							(builder) -> builder.credentials("app", "s3ntinel"))) {
				assertThatThrownBy(client::connect).isInstanceOf(JoltAuthenticationException.class)
					.hasMessageContaining("app")
					.hasMessageContaining(broker.address().toString())
					.message()
					.doesNotContain("s3ntinel");
				assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
			}
		}
	}

	@Test
	void credentialsAreSentBeforeAnySubscription() {
		Personality personality = Personality.withFeatures("publish-ack").user("app", "right");
		try (ScriptedBroker broker = ScriptedBroker.start(personality);
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.credentials("app", "right"))) {
			client.subscribe("a", (message) -> {
			});
			client.subscribe(ClientTestSupport.blocking("b"), (message) -> {
			});
			client.connect();
			assertThat(broker.received()).extracting((line) -> line.substring(7, 11))
				.startsWith("hell", "auth")
				.filteredOn("auth"::equals)
				.hasSize(2);
		}
	}

	@Test
	void aBrokerThatDemandsCredentialsIsAnAuthenticationFailureAndNoSubscriptionIsLost() {
		Personality personality = Personality.withFeatures("publish-ack").on("sub", Responder.error("auth_required"));
		try (ScriptedBroker broker = ScriptedBroker.start(personality);
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.subscribe("a", (message) -> {
			});
			assertThatThrownBy(client::connect).isInstanceOf(JoltAuthenticationException.class)
				.hasMessageContaining("without credentials");
			assertThat(client.status().subscriptions()).isEqualTo(1);
		}
	}

	@Test
	void credentialsAreNotSentInClearTextOffTheLoopback() {
		ClientEnvironment elsewhere = ClientTestSupport.pretendingToBeElsewhere();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, elsewhere,
						(builder) -> builder.credentials("app", "s3ntinel").connectTimeout(Duration.ofMillis(50)))) {
			assertThatThrownBy(client::connect).isInstanceOf(JoltConnectException.class)
				.hasMessageContaining("clear text")
				.hasMessageContaining("allowPlaintextCredentials")
				.message()
				.doesNotContain("s3ntinel");
		}
	}

	@Test
	void everyResolvedAddressIsTriedAndEachAttemptResolvesAnew() {
		ClientEnvironment system = ClientEnvironment.system();
		AtomicInteger resolutions = new AtomicInteger();
		ClientEnvironment environment = new ClientEnvironment(system.clock(), (host) -> {
			resolutions.incrementAndGet();
			if (host.equals("unknown")) {
				throw new UnknownHostException(host);
			}
			// nobody listens on the first
			return List.of(InetAddress.getByAddress(new byte[] { 127, 0, 0, 2 }),
					InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
		}, system.sockets(), system.random(), system.scheduling());
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker, environment, (builder) -> builder
					.addresses(List.of(new JoltAddress("unknown", 1), new JoltAddress("known", broker.port()))))) {
			client.connect();
			assertThat(client.status().connection()).isNotNull()
				.extracting(ConnectionInfo::server)
				.hasToString("known:" + broker.port());
			assertThat(resolutions).hasValue(2);
			broker.closeConnections();
			await().until(() -> broker.connections().size() == 2 && client.state() == ConnectionState.OPEN);
			assertThat(resolutions).hasValue(4);
		}
	}

	@Test
	void aProbeWithoutAnswersIsAFailedConnection() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.requestTimeout(Duration.ofMillis(100)))) {
			CompletableFuture<Throwable> failure = ClientTestSupport.connectElsewhere(client);
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			connection.send("{\"ok\":false,\"error\":\"unknown_op\"}");
			connection.expectOp("pub");
			assertThat(failure.join()).isInstanceOf(JoltConnectException.class)
				.hasMessageContaining(broker.address().toString());
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
		}
	}

	@Test
	void aProviderThatThrowsIsAFailedAttempt() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, (builder) -> builder.addressProvider(() -> {
					throw new IllegalStateException("no registry");
				}))) {
			assertThatThrownBy(client::connect).isInstanceOf(JoltException.class).hasMessageContaining("no registry");
		}
	}

}
