package io.jolt.client.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltSubscription;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * How a client starts, stops, is lost and comes back, and what it tells of that.
 */
interface ConnectionContract extends ContractFixture {

	@Test
	default void aNewClientIsStoppedAndConnectedToNothing() {
		JoltClient client = newClient();
		assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
		assertThat(client.status().connection()).isNull();
		assertThat(client.status().lastFailure()).isNull();
		assertThat(client.status().subscriptions()).isZero();
	}

	@Test
	default void connectReturnsWhenTheClientIsOpen() {
		JoltClient client = newClient();
		client.connect();
		assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(client.status().connection()).isNotNull();
		assertThat(client.status().servers()).isNotEmpty();
		client.connect();
		assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
	}

	@Test
	default void aStartedClientOpensByItself() {
		JoltClient client = newClient();
		client.start();
		assertThat(client.state()).isNotEqualTo(ConnectionState.STOPPED);
		ContractFixture.awaitOpen(client);
	}

	@Test
	default void aStartedClientKeepsTryingUntilThereIsABroker() {
		JoltClient client = newClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		interruptWhile(() -> {
			client.start();
			ContractFixture.await().until(() -> events.count("failed") >= 2);
			assertThat(client.status().lastFailure()).isNotNull();
			assertThat(client.state()).isNotEqualTo(ConnectionState.OPEN).isNotEqualTo(ConnectionState.STOPPED);
		});
		ContractFixture.awaitOpen(client);
		assertThat(client.status().lastFailure()).isNull();
		events.awaitState(ConnectionState.OPEN);
		events.assertInOrder();
		assertThat(events.losses).isEmpty();
	}

	@Test
	default void anAttemptThatFailsIsTheCallersAndLeavesTheClientStopped() {
		JoltClient client = newClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		interruptWhile(() -> {
			assertThatExceptionOfType(JoltException.class).isThrownBy(client::connect);
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
			assertThat(client.status().lastFailure()).isNotNull();
			events.await("failed");
		});
		client.connect();
		assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
	}

	@Test
	default void statesFollowEachOtherFromTheStartToTheStop() {
		JoltClient client = newClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		client.start();
		ContractFixture.awaitOpen(client);
		client.stop();
		assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
		assertThat(client.status().connection()).isNull();
		events.awaitState(ConnectionState.STOPPED);
		events.assertInOrder();
		assertThat(events.states()).startsWith("STOPPED>CONNECTING", "CONNECTING>HANDSHAKING")
			.endsWith("HANDSHAKING>OPEN", "OPEN>STOPPING", "STOPPING>STOPPED");
		assertThat(events.count("opened")).isEqualTo(1);
		assertThat(events.all.indexOf("opened")).isLessThan(events.all.indexOf("OPEN>STOPPING"));
		assertThat(events.losses).isEmpty();
	}

	@Test
	default void aStoppedClientCanBeStartedAgainAndItsSubscriptionsReturn() {
		JoltClient client = openClient();
		JoltClient other = openClient();
		Received received = new Received();
		JoltSubscription subscription = client.subscribe("a", received);
		ContractFixture.join(subscription.ready());
		for (int i = 0; i < 3; i++) {
			client.stop();
			assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
			assertThat(subscription.isActive()).isTrue();
			ContractFixture.join(other.publish("a", "missed"));
			client.connect();
			ContractFixture.join(other.publish("a", "round " + i));
			received.awaitCount(i + 1);
		}
		assertThat(received.texts()).containsExactly("round 0", "round 1", "round 2");
	}

	@Test
	default void toStartOrStopTwiceIsAsOnce() {
		JoltClient client = newClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		client.stop();
		client.start();
		client.start();
		ContractFixture.awaitOpen(client);
		client.start();
		assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		client.stop();
		client.stop();
		assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
		events.awaitState(ConnectionState.STOPPED);
		events.assertInOrder();
		assertThat(events.count("STOPPED>CONNECTING")).isEqualTo(1);
		assertThat(events.count("STOPPING>STOPPED")).isEqualTo(1);
	}

	@Test
	default void aClosedClientIsClosedForGood() {
		JoltClient client = openClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		JoltSubscription subscription = client.subscribe("a", (message) -> {
		});
		client.close();
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
		assertThat(subscription.isActive()).isFalse();
		assertThatNoException().isThrownBy(client::close);
		assertThatNoException().isThrownBy(client::stop);
		assertThatIllegalStateException().isThrownBy(client::start);
		assertThatIllegalStateException().isThrownBy(client::connect);
		assertThatIllegalStateException().isThrownBy(() -> client.subscribe("b", (message) -> {
		}));
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
		events.awaitState(ConnectionState.CLOSED);
		assertThat(events.losses).isEmpty();
	}

	@Test
	default void aClientThatWasNeverStartedCanBeClosed() {
		JoltClient client = newClient();
		client.close();
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
	}

	@Test
	default void aClientCanBeClosedAndStoppedWhileItLooksForABroker() {
		JoltClient closed = openClient();
		JoltClient stopped = openClient();
		interruptWhile(() -> {
			closed.close();
			assertThat(closed.state()).isEqualTo(ConnectionState.CLOSED);
			stopped.stop();
			assertThat(stopped.state()).isEqualTo(ConnectionState.STOPPED);
		});
		assertThat(closed.state()).isEqualTo(ConnectionState.CLOSED);
		assertThat(stopped.state()).isEqualTo(ConnectionState.STOPPED);
	}

	@Test
	default void aListenerOfMessagesMayCloseTheClient() throws InterruptedException {
		JoltClient client = openClient();
		CountDownLatch closed = new CountDownLatch(1);
		JoltSubscription subscription = client.subscribe("a", (message) -> {
			client.close();
			closed.countDown();
		});
		ContractFixture.join(subscription.ready());
		client.publish("a", "end").exceptionally((failure) -> null);
		assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
	}

	@Test
	default void aConnectionListenerMayCloseTheClient() throws InterruptedException {
		JoltClient client = newClient();
		CountDownLatch closed = new CountDownLatch(1);
		client.addConnectionListener(new ConnectionListener() {

			@Override
			public void onOpened(ConnectionInfo connection) {
				client.close();
				closed.countDown();
			}

		});
		client.start();
		assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
	}

	@Test
	default void closeReturnsWhileAListenerIsBusy() throws InterruptedException {
		JoltClient client = openClient();
		Received received = new Received().heldUp();
		ContractFixture.join(client.subscribe("a", received).ready());
		ContractFixture.join(client.publish("a", "long"));
		received.awaitCount(1);
		// which waits for it a moment, and then interrupts it
		client.close();
		assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
		received.goOn();
	}

	@Test
	default void whateverThreadsStartAndStopItAClientEndsInTheLastState() throws InterruptedException {
		JoltClient client = newClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			boolean starts = i % 2 == 0;
			Thread thread = new Thread(() -> {
				for (int turn = 0; turn < 20; turn++) {
					if (starts) {
						client.start();
					}
					else {
						client.stop();
					}
				}
			}, "contract-" + i);
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		client.connect();
		assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		client.close();
		events.awaitState(ConnectionState.CLOSED);
		events.assertInOrder();
	}

	@Test
	default void aLostConnectionIsToldAndComesBack() {
		JoltClient client = openClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		interruptWhile(() -> {
			events.await("lost");
			assertThat(client.state()).isNotEqualTo(ConnectionState.OPEN);
			ClientStatus status = client.status();
			assertThat(status.connection()).isNull();
			assertThat(status.lastFailure()).isNotNull();
		});
		events.await("opened");
		assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(client.status().lastFailure()).isNull();
		assertThat(client.status().connection()).isNotNull();
		assertThat(events.count("lost")).isEqualTo(1);
		assertThat(events.all.indexOf("lost")).isLessThan(events.all.indexOf("opened"));
		assertThat(events.states()).first().asString().startsWith("OPEN>");
	}

	@Test
	default void aConnectionListenerThatThrowsHarmsNobody() {
		JoltClient client = newClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(new ConnectionListener() {

			@Override
			public void onStateChanged(ConnectionState previous, ConnectionState current) {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public void onOpened(ConnectionInfo connection) {
				throw new IllegalStateException("on purpose");
			}

		});
		client.addConnectionListener(events);
		client.connect();
		events.await("opened");
		interrupt();
		ContractFixture.await().until(() -> events.count("opened") == 2);
		events.assertInOrder();
	}

	@Test
	default void aConnectionListenerThatBlocksDoesNotHoldUpMessages() throws InterruptedException {
		JoltClient client = newClient();
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(1);
		client.addConnectionListener(new ConnectionListener() {

			@Override
			public void onOpened(ConnectionInfo connection) {
				blocked.countDown();
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		});
		client.connect();
		assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
		Received received = new Received();
		ContractFixture.join(client.subscribe("a", received).ready());
		ContractFixture.join(client.publish("a", "hello"));
		received.awaitExactly("hello");
		release.countDown();
	}

	@Test
	default void aConnectionListenerHearsFromWhenItIsAddedUntilItIsRemoved() {
		JoltClient client = newClient();
		HeardEvents first = new HeardEvents();
		HeardEvents second = new HeardEvents();
		client.addConnectionListener(first);
		client.connect();
		first.await("opened");
		first.awaitState(ConnectionState.OPEN);
		client.addConnectionListener(second);
		client.removeConnectionListener(first);
		client.removeConnectionListener(new HeardEvents());
		int heard = first.all.size();
		client.stop();
		second.awaitState(ConnectionState.STOPPED);
		assertThat(first.all).hasSize(heard);
		assertThat(second.states()).containsExactly("OPEN>STOPPING", "STOPPING>STOPPED");
	}

	@Test
	default void aPingTellsTheRoundTripsTime() {
		JoltClient client = openClient();
		assertThat(ContractFixture.join(client.ping())).isBetween(Duration.ZERO, Duration.ofSeconds(20));
		assertThat(ContractFixture.join(client.ping(Duration.ofSeconds(20)))).isBetween(Duration.ZERO,
				Duration.ofSeconds(20));
	}

	@Test
	default void aPingNeedsAPositiveTimeLimit() {
		JoltClient client = openClient();
		assertThatIllegalArgumentException().isThrownBy(() -> client.ping(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> client.ping(Duration.ofSeconds(-1)));
	}

	@Test
	default void aPingOfAClientThatIsNotStartedFails() {
		JoltClient client = newClient();
		assertThat(ContractFixture.failure(client.ping())).isInstanceOf(JoltNotSentException.class);
	}

	@Test
	default void aPingWithoutAConnectionEndsWithItsTimeLimit() {
		JoltClient client = openClient();
		interruptWhile(() -> {
			CompletableFuture<Duration> ping = client.ping(Duration.ofMillis(100));
			assertThat(ContractFixture.failure(ping)).isInstanceOf(JoltException.class);
		});
	}

	@Test
	default void theStatusCountsSubscriptionsAndThoseThatWait() {
		JoltClient client = newClient();
		JoltSubscription first = client.subscribe("a", (message) -> {
		});
		JoltSubscription second = client.subscribe("b", (message) -> {
		});
		assertThat(client.status().subscriptions()).isEqualTo(2);
		assertThat(client.status().waitingSubscriptions()).isEqualTo(2);
		client.connect();
		ContractFixture.join(CompletableFuture.allOf(first.ready(), second.ready()));
		assertThat(client.status().subscriptions()).isEqualTo(2);
		assertThat(client.status().waitingSubscriptions()).isZero();
		interruptWhile(() -> {
			assertThat(client.status().subscriptions()).isEqualTo(2);
			assertThat(client.status().waitingSubscriptions()).isEqualTo(2);
			first.close();
			assertThat(client.status().subscriptions()).isEqualTo(1);
		});
		ContractFixture.awaitOpen(client);
		assertThat(client.status().waitingSubscriptions()).isZero();
		ContractFixture.join(second.unsubscribe());
		assertThat(client.status().subscriptions()).isZero();
	}

}
