package io.jolt.client.internal.session;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * A broker may repeat the password in what it says, on each connection and whenever it
 * speaks: nobody sees it.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class RepeatedPasswordTests {

	private static final String PASSWORD = "sentinel\"42";

	private static final String ESCAPED = "\\u0073entinel\\\"42";

	private final ScriptedBroker broker = ScriptedBroker.start();

	private final Heard heard = new Heard();

	private final DefaultJoltClient client = ClientTestSupport.client(this.broker,
			(builder) -> builder.credentials("app", PASSWORD));

	RepeatedPasswordTests() {
		this.client.addConnectionListener(this.heard);
	}

	@AfterEach
	void nobodyHasSeenThePassword() {
		this.client.close();
		this.broker.close();
		assertThat(this.heard.all).isNotEmpty().noneMatch((text) -> text.contains("entinel"));
	}

	@Test
	void inTheRefusalOfAnAuthentication() {
		this.client.start();
		authenticating("hello/1").send("{\"ok\":false,\"error\":\"auth_failed: " + ESCAPED + " is wrong\"}");
		await().until(() -> this.client.status().lastFailure() != null);
		assertThat(this.client.status().lastFailure()).isInstanceOf(JoltAuthenticationException.class)
			.hasMessageContaining("auth_failed: *** is wrong");
		look();
	}

	@Test
	void inTheErrorOfALaterRequestAndInTheGreetingOfTheNextConnection() {
		ScriptedConnection connection = open("hello/1");
		var publish = this.client.publish("a", "b");
		connection.expectOp("pub");
		connection.send("{\"ok\":false,\"error\":\"not_authorized: app, " + ESCAPED + "\"}");
		JoltRejectedException rejected = (JoltRejectedException) ClientTestSupport.failure(publish);
		assertThat(rejected.code()).isEqualTo("not_authorized");
		assertThat(rejected).hasMessageContaining("app, ***");
		this.heard.failure(rejected);
		var odd = this.client.publish("a", "b");
		connection.expectOp("pub");
		connection.send("{\"ok\":false,\"error\":\"" + ESCAPED + ": is the code\"}");
		rejected = (JoltRejectedException) ClientTestSupport.failure(odd);
		assertThat(rejected.code()).isEqualTo("***");
		this.heard.failure(rejected);
		connection.close();
		open(ESCAPED + "/1");
		assertThat(Objects.requireNonNull(this.client.status().connection()).broker()).isEqualTo("***/1");
		look();
	}

	@ParameterizedTest
	@ValueSource(strings = { "oops " + ESCAPED, "sentinel\"42", "{\"ok\":1,\"error\":\"" + ESCAPED + "\"}",
			"{\"ok\":false,\"error\":\"" + ESCAPED + "\"}",
			"{\"ok\":false,\"error\":\"too_many_connections: " + ESCAPED + "\"}", "HTTP/1.1 400 " + ESCAPED,
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" + ESCAPED })
	void inWhatEndsTheConnection(String line) {
		ScriptedConnection connection = open("hello/1");
		connection.send(line);
		await().until(() -> this.heard.all.size() > 1);
		open("hello/1");
		look();
	}

	@Test
	void inALineThatIsTooLong() {
		ScriptedConnection connection = open("hello/1");
		connection.send("oops " + ESCAPED + "x".repeat(1024 * 1024));
		await().until(() -> this.heard.all.size() > 1);
		open("hello/1");
		look();
	}

	@Test
	void onTheConnectionOfABlockingSubscription() {
		open("hello/1");
		JoltSubscription subscription = this.client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
		});
		ScriptedConnection own = this.broker.accept();
		own.expectOp("auth");
		own.send("{\"ok\":false,\"error\":\"auth_failed: " + ESCAPED + "\"}");
		own = this.broker.accept();
		own.expectOp("auth");
		own.send(ClientTestSupport.OK);
		own.expectOp("sub");
		own.send("{\"ok\":false,\"error\":\"not_authorized: " + ESCAPED + "\"}");
		JoltException refused = catchThrowableOfType(JoltException.class, () -> {
			throw ClientTestSupport.failure(subscription.ready());
		});
		assertThat(refused).hasMessageContaining("***");
		this.heard.failure(refused);
		look();
	}

	private ScriptedConnection authenticating(String name) {
		ScriptedConnection connection = this.broker.accept();
		connection.expectOp("hello");
		connection.send(ClientTestSupport.HELLO.replace("scripted/1", name));
		connection.expectOp("auth");
		return connection;
	}

	private ScriptedConnection open(String name) {
		this.client.start();
		ScriptedConnection connection = authenticating(name);
		connection.send(ClientTestSupport.OK);
		await().until(() -> this.client.state() == ConnectionState.OPEN);
		return connection;
	}

	private void look() {
		this.heard.all.add(this.client.status().toString());
		JoltException failure = this.client.status().lastFailure();
		if (failure != null) {
			this.heard.failure(failure);
		}
	}

	/**
	 * All that anybody was told.
	 */
	private static final class Heard implements ConnectionListener {

		private final List<String> all = new CopyOnWriteArrayList<>(new ArrayList<>());

		void failure(Throwable failure) {
			StringWriter trace = new StringWriter();
			failure.printStackTrace(new PrintWriter(trace));
			this.all.add(trace.toString());
		}

		@Override
		public void onOpened(ConnectionInfo connection) {
			this.all.add(connection.toString());
		}

		@Override
		public void onLost(JoltException cause) {
			failure(cause);
		}

		@Override
		public void onConnectFailed(JoltException cause) {
			failure(cause);
		}

		@Override
		public void onError(JoltException error) {
			failure(error);
		}

	}

}
