package io.jolt.client.internal.session;

import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.JoltTls;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is thrown where nothing was expected to be, as by a machine that has no thread
 * left, ends an attempt to connect and not all of them.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class UnforeseenFailureTests {

	@Test
	void aContextThatCannotBeUsedLeavesNoSocketBehind() throws Exception {
		SSLContext unusable = SSLContext.getInstance("TLS");
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.tls(JoltTls.of(unusable)))) {
			assertThatExceptionOfType(JoltException.class).isThrownBy(client::connect)
				.withMessageContaining("The attempt to connect failed");
			broker.accept().expectEnd();
		}
	}

	@Test
	void anErrorIsAFailedAttempt() {
		FailingSockets sockets = new FailingSockets(1);
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker, environment(sockets), (builder) -> {
				})) {
			client.start();
			ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
			assertThat(sockets.made.get()).isEqualTo(2);
		}
	}

	@Test
	void anErrorIsAFailedAttemptOfASubscriptionsOwnConnection() {
		FailingSockets sockets = new FailingSockets(2);
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker, environment(sockets), (builder) -> {
				})) {
			client.connect();
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			ClientTestSupport.soon().until(subscription.ready()::isDone);
			assertThat(sockets.made.get()).isEqualTo(3);
		}
	}

	private static ClientEnvironment environment(SocketFactory sockets) {
		ClientEnvironment system = ClientEnvironment.system();
		return new ClientEnvironment(system.clock(), system.dns(), sockets, system.random(), system.scheduling());
	}

	/**
	 * Makes sockets, but one.
	 */
	private static final class FailingSockets extends UnconnectedSockets {

		private final AtomicInteger made = new AtomicInteger();

		private final int failing;

		FailingSockets(int failing) {
			this.failing = failing;
		}

		@Override
		public Socket createSocket() {
			if (this.made.incrementAndGet() == this.failing) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return new Socket();
		}

	}

}
