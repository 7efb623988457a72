package io.jolt.client.internal.link;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.BuilderOptions;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of an attempt that was overtaken, at the moments when that matters.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class LinkTests {

	@Test
	void anAttemptThatWasCalledOffDoesNothingMoreForItsLink() throws Exception {
		CompletableFuture<Throwable> overtaken = new CompletableFuture<>();
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"))) {
			ClientContext context = context(broker);
			Role role = new Role(broker.address());
			Link link = new Link(context, role);
			role.subscribing = (attempt) -> {
				stop(link);
				try {
					attempt.ifCurrent(() -> role.heard.add("subscribed"));
					overtaken.complete(new AssertionError("It went on"));
				}
				catch (JoltException ex) {
					overtaken.complete(ex);
					throw ex;
				}
			};
			CompletableFuture<Void> opening = link.open(true);
			assertThat(overtaken.get(10, TimeUnit.SECONDS)).isInstanceOf(JoltException.class);
			assertThat(opening).isCompletedExceptionally();
			assertThat(state(link)).isEqualTo(ConnectionState.STOPPED);
			// it can be opened again, and the attempt before has no part in that
			role.subscribing = (attempt) -> attempt.ifCurrent(() -> role.heard.add("subscribed"));
			link.open(true).get(10, TimeUnit.SECONDS);
			assertThat(role.heard).containsExactly("CONNECTING", "HANDSHAKING", "STOPPING", "STOPPED", "CONNECTING",
					"HANDSHAKING", "subscribed", "opened", "OPEN");
			close(link, context);
		}
	}

	@Test
	void theEndOfAConnectionThatIsNotTheOpenOneIsNotTheLinks() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"))) {
			ClientContext context = context(broker);
			Role role = new Role(broker.address());
			Link link = new Link(context, role);
			link.open(true).get(10, TimeUnit.SECONDS);
			BrokerConnection former = connection(link);
			stop(link);
			link.open(true).get(10, TimeUnit.SECONDS);
			link.ended(former, new JoltException("long ago"));
			assertThat(state(link)).isEqualTo(ConnectionState.OPEN);
			assertThat(link.failure()).isNull();
			close(link, context);
		}
	}

	private static ClientContext context(ScriptedBroker broker) {
		return ClientContext.create(BuilderOptions.of(JoltClientBuilder.create().addresses(List.of(broker.address()))),
				ClientEnvironment.system());
	}

	private static ConnectionState state(Link link) {
		return link.look((state, connection) -> state);
	}

	private static BrokerConnection connection(Link link) {
		AtomicReference<@Nullable BrokerConnection> found = new AtomicReference<>();
		link.look((state, connection) -> {
			found.set(connection);
			return state;
		});
		return Objects.requireNonNull(found.get());
	}

	private static void stop(Link link) {
		link.stop("test", LinkTests::end);
	}

	private static void close(Link link, ClientContext context) {
		link.close("test", LinkTests::end);
		context.threads().shutdown(Duration.ofSeconds(5));
	}

	private static void end(@Nullable BrokerConnection connection) {
		if (connection != null) {
			connection.fail(new JoltException("test"));
		}
	}

	/**
	 * What happens in the middle of an attempt.
	 */
	@FunctionalInterface
	private interface Subscribing {

		void run(LinkAttempt attempt);

	}

	/**
	 * A link's role that keeps what it hears.
	 */
	private static final class Role implements LinkRole {

		private final JoltAddress address;

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private volatile Subscribing subscribing = (attempt) -> {
		};

		Role(JoltAddress address) {
			this.address = address;
		}

		@Override
		public List<JoltAddress> addresses(LinkAttempt attempt) {
			return List.of(this.address);
		}

		@Override
		public List<InetSocketAddress> resolve(JoltAddress wanted) {
			return List.of(new InetSocketAddress(wanted.host(), wanted.port()));
		}

		@Override
		public Conversation newConversation() {
			return new Talk(this);
		}

		@Override
		public void opened(BrokerConnection connection) {
			this.heard.add("opened");
		}

		@Override
		public boolean failed(JoltException cause, boolean persistent) {
			this.heard.add("failed");
			return persistent;
		}

		@Override
		public void lost(BrokerConnection connection, JoltException cause) {
			this.heard.add("lost");
		}

		@Override
		public void stateChanged(ConnectionState previous, ConnectionState current) {
			this.heard.add(current.name());
		}

	}

	/**
	 * A conversation without deliveries.
	 */
	private static final class Talk implements Conversation {

		private final Role role;

		Talk(Role role) {
			this.role = role;
		}

		@Override
		public BrokerProfile greet(Handshake handshake, boolean ask, @Nullable JoltCredentials credentials) {
			return handshake.run(ask, credentials);
		}

		@Override
		public void subscribe(LinkAttempt attempt, Handshake handshake, BrokerConnection connection) {
			this.role.subscribing.run(attempt);
		}

		@Override
		public void delivered(Delivery delivery) {
			throw new AssertionError("Nothing was subscribed to");
		}

		@Override
		public boolean mayBlock() {
			return false;
		}

		@Override
		public boolean mayBlockWhenDone() {
			return false;
		}

		@Override
		public void readDone(Executor lent) {
			// nothing was delivered
		}

		@Override
		public void unclaimedError(Answer error) {
			throw new AssertionError("Nothing was refused");
		}

	}

}
