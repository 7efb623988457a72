package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionState;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Subscriptions that are not there while the client is connected, and deliveries that are
 * for none.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class AbsentSubscriptionTests {

	@Test
	void aNewSubscriptionThatCannotGetItsConnectionShowsInTheStatusOfAnOpenClient() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			for (int i = 0; i < 3; i++) {
				broker.accept().close();
			}
			await().until(() -> client.status().lastFailure() != null);
			ClientStatus status = client.status();
			assertThat(status.state()).isEqualTo(ConnectionState.OPEN);
			assertThat(status.subscriptions()).isEqualTo(1);
			assertThat(status.waitingSubscriptions()).isEqualTo(1);
			assertThat(subscription.ready()).isNotDone();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			subscription.ready().join();
			await().until(() -> client.status().lastFailure() == null);
			assertThat(client.status().waitingSubscriptions()).isZero();
		}
	}

	@Test
	void aSubscriptionThatIsGivenUpLeavesNoFailureBehind() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			broker.accept().close();
			await().until(() -> client.status().lastFailure() != null);
			subscription.close();
			await().until(() -> client.status().lastFailure() == null);
			assertThat(client.status().subscriptions()).isZero();
		}
	}

	@Test
	void aSubscriptionThatIsGivenUpDuringTheResubscriptionsDoesNotCostTheMainConnection() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			client.start();
			ScriptedConnection main = ClientTestSupport.acceptHello(broker);
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			subscription.close();
			own.expectEnd();
			await().until(() -> client.state() == ConnectionState.OPEN);
			CompletableFuture<Duration> ping = client.ping();
			main.expectOp("ping");
			main.send(ClientTestSupport.OK);
			ping.join();
		}
	}

	@Test
	void aSubscriptionThatWasLostSaysWhyItDoesNotReturnAndIsToldOnce() {
		Events events = new Events();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			client.addConnectionListener(events);
			JoltSubscription subscription = client.subscribe(ClientTestSupport.blocking("a"), (message) -> {
			});
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			own.send(ClientTestSupport.OK);
			subscription.ready().join();
			own.close();
			for (int i = 0; i < 5; i++) {
				ScriptedConnection again = broker.accept();
				assertThat(subscription.state()).isEqualTo(SubscriptionState.RECONNECTING);
				again.close();
			}
			assertThat(subscription.failure()).isInstanceOf(JoltException.class)
				.hasMessageContaining(broker.address().toString());
			client.connect();
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
			ScriptedConnection last = broker.accept();
			last.expectOp("sub");
			last.send(ClientTestSupport.OK);
			await().until(() -> subscription.state() == SubscriptionState.ACTIVE);
			await().until(() -> events.heard.size() == 2);
			assertThat(events.heard).containsExactly("subscription RECONNECTING", "subscription ACTIVE");
		}
	}

	@Test
	void aSubscriptionWhoseReturnIsRefusedTellsThatToItsOwnListenerToo() {
		Events events = new Events();
		List<String> told = new CopyOnWriteArrayList<>();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			client.addConnectionListener(events);
			JoltSubscription subscription = client.subscribe(
					ClientTestSupport.blocking("a").toBuilder().name("order-desk").stateListener((state, cause) -> {
						told.add(state + ((cause != null) ? " " + cause.getMessage() : ""));
						throw new IllegalStateException("which harms nobody");
					}).build(), (message) -> {
					});
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			own.send(ClientTestSupport.OK);
			subscription.ready().join();
			own.close();
			ScriptedConnection again = broker.accept();
			again.expectOp("sub");
			again.send("{\"ok\":false,\"error\":\"not_authorized\"}");
			await().until(() -> !events.errors.isEmpty());
			assertThat(events.heard).containsExactly("subscription RECONNECTING", "subscription REFUSED");
			await().until(() -> told.size() == 2);
			assertThat(told.get(0)).startsWith("RECONNECTING ");
			assertThat(told.get(1)).startsWith("REFUSED ").contains("not_authorized");
			assertThat(subscription.state()).isEqualTo(SubscriptionState.REFUSED);
			assertThat(subscription.name()).isEqualTo("order-desk");
			assertThat(subscription).asString().contains("order-desk");
			assertThat(client.status().refusedSubscriptions()).isOne();
			assertThat(client.status().reconnectingSubscriptions()).isZero();
		}
	}

	@Test
	void aDeliveryThatMatchesNoSubscriptionIsDroppedAndCounted() {
		List<String> received = new CopyOnWriteArrayList<>();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			JoltSubscription left = client.subscribe("a", (message) -> received.add("a:" + message.data()));
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			CompletableFuture<Void> unsubscribed = left.unsubscribe();
			connection.expectOp("unsub");
			connection.send(ClientTestSupport.OK);
			unsubscribed.join();
			assertThat(client.status().unclaimedDeliveries()).isZero();
			client.subscribe("b", (message) -> received.add("b:" + message.data()));
			connection.expectOp("sub");
			connection.sendTogether("{\"topic\":\"a\",\"data\":\"late\"}", ClientTestSupport.OK,
					"{\"topic\":\"a\",\"data\":\"later\"}", "{\"topic\":\"b\",\"data\":\"1\"}");
			await().until(() -> !received.isEmpty());
			assertThat(received).containsExactly("b:1");
			assertThat(client.status().unclaimedDeliveries()).isEqualTo(2);
		}
	}

}
