package io.jolt.client.internal.session;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
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

	@Test
	void aMessageThatThrowsWhenItIsAskedAgainWasAskedOnce() {
		AtomicInteger asked = new AtomicInteger();
		JoltMessage once = new JoltMessage() {

			@Override
			public String topic() {
				return "a";
			}

			@Override
			public String data() {
				return "1";
			}

			@Override
			public Map<String, String> headers() {
				if (asked.incrementAndGet() > 1) {
					throw new IllegalStateException("on purpose");
				}
				return Map.of("h", "v");
			}

		};
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.plain());
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
			client.stop();
			broker.closeConnections();
			client.start();
			CompletableFuture<PublishResult> publish = client.publish(once,
					PublishOptions.DEFAULT.withOptionalHeaders(Set.of("h")));
			assertThat(publish.join()).isNotNull();
			ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
			assertThat(asked).hasValue(1);
		}
	}

	@Test
	void whatASocketGivesAfterItsCloseReachesNobody() {
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		LateSockets sockets = new LateSockets();
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker, environment(sockets), (builder) -> {
				})) {
			client.connect();
			for (SubscriptionOptions options : List.of(SubscriptionOptions.forTopic("a").build(),
					ClientTestSupport.blocking("a"))) {
				client.subscribe(options, (message) -> received.add(message.data())).ready().join();
			}
			client.stop();
			ClientTestSupport.soon().until(() -> sockets.late.get() == 2);
		}
		assertThat(received).isEmpty();
	}

	private static ClientEnvironment environment(SocketFactory sockets) {
		ClientEnvironment system = ClientEnvironment.system();
		return new ClientEnvironment(system.clock(), system.dns(), sockets, system.random(), system.scheduling());
	}

	/**
	 * Makes sockets that give one more delivery when they are closed, as one may to a
	 * thread that is about to be told.
	 */
	private static final class LateSockets extends UnconnectedSockets {

		private static final byte[] LATE = "{\"topic\":\"a\",\"data\":\"late\"}\n".getBytes(StandardCharsets.UTF_8);

		private final AtomicInteger late = new AtomicInteger();

		@Override
		public Socket createSocket() {
			return new Socket() {

				@Override
				public InputStream getInputStream() throws IOException {
					return new FilterInputStream(super.getInputStream()) {

						private boolean over;

						@Override
						public int read(byte[] buffer, int offset, int length) throws IOException {
							try {
								return super.read(buffer, offset, length);
							}
							catch (IOException ex) {
								if (this.over) {
									LateSockets.this.late.incrementAndGet();
									throw ex;
								}
								this.over = true;
								System.arraycopy(LATE, 0, buffer, offset, LATE.length);
								return LATE.length;
							}
						}

					};
				}

			};
		}

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
