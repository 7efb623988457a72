package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The same credentials are not tried a third time after the broker has refused them
 * twice.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class RefusedCredentialsTests {

	private static final JoltCredentials WRONG = new JoltCredentials("app", "s3ntinel");

	private static final JoltCredentials RIGHT = new JoltCredentials("app", "right");

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicReference<@Nullable JoltCredentials> credentials = new AtomicReference<>(WRONG);

	private final ManualTime time = new ManualTime();

	private final Personality personality = Personality.withFeatures("publish-ack")
		.user("app", "right")
		.failedAuth(Responder.error("auth_failed: go away").andThen(Responder.close()));

	@Test
	void theFirstRefusalSurfacesAtOnceWithTheBrokersWords() {
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			assertThatThrownBy(client::connect).isInstanceOf(JoltAuthenticationException.class)
				.hasMessageContaining("auth_failed: go away")
				.message()
				.doesNotContain("twice");
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
		}
	}

	@Test
	void aRefusalIsNotPutToTheNextAddressToo() {
		try (ScriptedBroker first = ScriptedBroker.start(this.personality);
				ScriptedBroker second = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = ClientTestSupport.client(first,
						(builder) -> builder.addresses(List.of(first.address(), second.address()))
							.credentials("app", "wrong"))) {
			assertThatThrownBy(client::connect).isInstanceOf(JoltAuthenticationException.class);
			assertThat(first.connections()).hasSize(1);
			assertThat(second.connections()).isEmpty();
		}
	}

	@Test
	void afterTheSecondRefusalTheProviderIsAskedButNoConnectionIsMade() {
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			refuseTwice(client);
			assertThat(broker.connections()).hasSize(2);
			Events events = new Events();
			client.addConnectionListener(events);
			int askedBefore = this.asked.get();
			awaitTicking(() -> this.asked.get() >= askedBefore + 5);
			assertThat(broker.connections()).hasSize(2);
			assertThat(client.state()).isEqualTo(ConnectionState.BACKING_OFF);
			// nor is a mere look an attempt that users hear of
			assertThat(events.heard).isEmpty();
			assertThat(lastFailure(client)).isInstanceOf(JoltAuthenticationException.class)
				.hasMessageContaining("auth_failed: go away")
				.hasMessageContaining("refused twice in a row")
				.hasMessageContaining("connect()");
			assertThat(lastFailure(client).toString()).doesNotContain("s3ntinel");
		}
	}

	@Test
	void changedCredentialsAreTriedWithTheNextTick() {
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			refuseTwice(client);
			this.credentials.set(RIGHT);
			tick();
			await().until(() -> client.state() == ConnectionState.OPEN);
			assertThat(broker.connections()).hasSize(3);
			assertThat(client.status().lastFailure()).isNull();
		}
	}

	@Test
	void connectTriesTheSameCredentialsAtOnceAndOnce() {
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			refuseTwice(client);
			assertThatThrownBy(client::connect).isInstanceOf(JoltAuthenticationException.class)
				.hasMessageContaining("auth_failed: go away");
			assertThat(broker.connections()).hasSize(3);
			int askedBefore = this.asked.get();
			awaitScheduled();
			tick();
			await().until(() -> this.asked.get() > askedBefore);
			assertThat(broker.connections()).hasSize(3);
		}
	}

	@Test
	void connectOpensTheClientWhenTheBrokerHasChangedItsMind() {
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			refuseTwice(client);
			this.personality.user("app", "s3ntinel");
			client.connect();
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	@Test
	void startingAgainTriesAgain() {
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			refuseTwice(client);
			client.stop();
			client.start();
			await().until(() -> broker.connections().size() == 3);
		}
	}

	@Test
	void credentialsThatWereAcceptedInBetweenAreTriedAgain() {
		this.credentials.set(RIGHT);
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			client.start();
			await().until(() -> client.state() == ConnectionState.OPEN);
			this.personality.user("app", "other");
			broker.closeConnections();
			refuseTwice(client);
			assertThat(broker.connections()).hasSize(3);
		}
	}

	@Test
	void aConnectionThatEndsInsteadOfAnAnswerIsNoRefusal() {
		this.personality.failedAuth(Responder.close());
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			client.start();
			for (int i = 1; i <= 4; i++) {
				int expected = i;
				awaitTicking(() -> broker.connections().size() >= expected);
			}
		}
	}

	@Test
	void aProviderThatThrowsMeanwhileIsAskedAgain() {
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			refuseTwice(client);
			this.credentials.set(null);
			int askedBefore = this.asked.get();
			tick();
			await().until(() -> this.asked.get() > askedBefore);
			awaitScheduled();
			assertThat(client.state()).isEqualTo(ConnectionState.BACKING_OFF);
			this.credentials.set(RIGHT);
			tick();
			await().until(() -> client.state() == ConnectionState.OPEN);
		}
	}

	@Test
	void theConnectionOfASubscriptionIsNotTriedAThirdTimeEither() {
		this.credentials.set(RIGHT);
		try (ScriptedBroker broker = ScriptedBroker.start(this.personality);
				DefaultJoltClient client = client(broker)) {
			client.connect();
			this.personality.user("app", "other");
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			awaitTicking(() -> lastFailure(client).toString().contains("refused twice in a row"));
			assertThat(broker.connections()).hasSize(3);
			int askedBefore = this.asked.get();
			awaitTicking(() -> this.asked.get() >= askedBefore + 3);
			assertThat(broker.connections()).hasSize(3);
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
			assertThat(client.status().waitingSubscriptions()).isEqualTo(1);
			// nor for another subscription
			JoltSubscription another = client.subscribe(ClientTestSupport.blocking("b"), (message) -> {
			});
			await().until(() -> another.failure() instanceof JoltAuthenticationException);
			assertThat(broker.connections()).hasSize(3);
			another.close();
			this.personality.user("app", "right");
			client.connect();
			awaitTicking(() -> subscription.ready().isDone());
			await().until(() -> client.status().lastFailure() == null);
			assertThat(client.status().waitingSubscriptions()).isZero();
		}
	}

	private void refuseTwice(DefaultJoltClient client) {
		client.start();
		awaitTicking(() -> lastFailure(client).toString().contains("refused twice in a row"));
		awaitScheduled();
	}

	private void awaitTicking(Callable<Boolean> condition) {
		await().until(() -> {
			boolean fulfilled = condition.call();
			if (!fulfilled) {
				tick();
			}
			return fulfilled;
		});
	}

	private void tick() {
		this.time.advance(Duration.ofSeconds(1));
	}

	private void awaitScheduled() {
		await().until(() -> !this.time.scheduled().isEmpty());
	}

	private static JoltException lastFailure(DefaultJoltClient client) {
		@Nullable JoltException failure = client.status().lastFailure();
		return (failure != null) ? failure : new JoltException("none");
	}

	private DefaultJoltClient client(ScriptedBroker broker) {
		return ClientTestSupport.client(broker, this.time.environment(() -> Long.MAX_VALUE),
				(builder) -> builder.pingInterval(Duration.ZERO).credentialsProvider(() -> {
					this.asked.incrementAndGet();
					JoltCredentials current = this.credentials.get();
					if (current == null) {
						throw new IllegalStateException("no vault");
					}
					return current;
				}));
	}

}
