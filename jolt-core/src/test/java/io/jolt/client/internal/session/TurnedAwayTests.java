package io.jolt.client.internal.session;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A broker may end a connection and say why, which answers nothing that was asked.
 */
@ExtendWith(LeakCheck.class)
class TurnedAwayTests {

	private static final String TOO_MANY = "{\"ok\":false,\"error\":\"too_many_connections: at most 64\"}";

	@Test
	void aConnectionTooManyIsNoAnswerToHello() {
		try (ScriptedBroker broker = ScriptedBroker.start(); DefaultJoltClient client = client(broker)) {
			CompletableFuture<Void> connecting = CompletableFuture.runAsync(client::connect);
			ScriptedConnection connection = broker.accept();
			connection.send(TOO_MANY);
			connection.close();
			assertThat(ClientTestSupport.failure(connecting)).isInstanceOf(JoltConnectException.class)
				.hasMessageContaining("too_many_connections: at most 64");
			// it was not asked again without hello
			assertThat(broker.connections()).hasSize(1);
		}
	}

	@Test
	void aConnectionTooManyIsNoRefusalOfCredentials() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.credentials("app", "secret"))) {
			CompletableFuture<Void> connecting = CompletableFuture.runAsync(client::connect);
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			connection.expectOp("auth");
			connection.send(TOO_MANY);
			assertThat(ClientTestSupport.failure(connecting)).isInstanceOf(JoltConnectException.class)
				.isNotInstanceOf(JoltAuthenticationException.class);
			connection.expectEnd();
		}
	}

	@Test
	void aSubscriptionWithItsOwnConnectionTriesAgain() {
		try (ScriptedBroker broker = ScriptedBroker.start(); DefaultJoltClient client = client(broker)) {
			client.start();
			ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			ScriptedConnection refused = broker.accept();
			refused.send(TOO_MANY);
			refused.close();
			ScriptedConnection accepted = broker.accept();
			accepted.expectOp("sub");
			accepted.send(ClientTestSupport.OK);
			subscription.ready().join();
			assertThat(subscription.isActive()).isTrue();
		}
	}

	@Test
	void theBrokersDeadlineIsToldInItsOwnWords() {
		try (ScriptedBroker broker = ScriptedBroker.start(); DefaultJoltClient client = client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			connection.send("{\"ok\":false,\"error\":\"timeout: no authentication in time\"}");
			connection.expectEnd();
			await().untilAsserted(() -> assertThat(client.status().lastFailure()).isNotNull()
				.hasMessageContaining("turned the connection away: timeout: no authentication in time"));
		}
	}

	@Test
	void anAnonymousClientDoesNotOpenWhereAuthenticationIsDemanded() {
		try (ScriptedBroker broker = ScriptedBroker.start(); DefaultJoltClient client = client(broker)) {
			CompletableFuture<Void> connecting = CompletableFuture.runAsync(client::connect);
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			connection.send(ClientTestSupport.HELLO.replace("\"headers\"", "\"headers\",\"authentication\""));
			assertThat(ClientTestSupport.failure(connecting)).isInstanceOf(JoltAuthenticationException.class)
				.hasMessageContaining("without credentials")
				.hasMessageContaining("user name");
			connection.expectEnd();
		}
	}

	private static DefaultJoltClient client(ScriptedBroker broker) {
		return ClientTestSupport.client(broker);
	}

}
