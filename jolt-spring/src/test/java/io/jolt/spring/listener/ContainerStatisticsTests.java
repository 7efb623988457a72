package io.jolt.spring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.SubscriptionState;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.event.JoltListenerStateChangedEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the figures and states of a {@link DefaultJoltMessageListenerContainer}.
 */
class ContainerStatisticsTests extends AbstractContainerTests {

	@Test
	void itIsSubscribingUntilTheBrokerGrantsIt() {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.client.subscribeAnswer = (options) -> answer;
		JoltMessageListenerContainer container = container();
		assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
		container.start();
		assertThat(container.state()).isEqualTo(ContainerState.SUBSCRIBING);
		answer.complete(null);
		assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
		container.stop();
		assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
	}

	@Test
	void aRefusedListenerCanBeStoppedAndStartedAgain() throws Exception {
		this.client.subscribeAnswer = (options) -> CompletableFuture
			.failedFuture(new JoltRejectedException("not allowed", "not_authorized"));
		JoltMessageListenerContainer container = container();
		container.start();
		assertThat(container.state()).isEqualTo(ContainerState.REFUSED);
		assertThat(container.isRunning()).isTrue();
		container.start();
		assertThat(container.state()).as("starting what runs does nothing").isEqualTo(ContainerState.REFUSED);
		this.client.subscribeAnswer = (options) -> CompletableFuture.completedFuture(null);
		container.stop();
		container.start();
		assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
		deliver("1");
		assertThat(next()).isEqualTo("1");
	}

	@Test
	void itStandsWhereItsSubscriptionStandsAndSaysWhy() {
		DefaultJoltMessageListenerContainer container = container();
		container.start();
		assertThat(container.failure()).isNull();
		JoltException lost = new JoltException("The broker closed the connection");
		subscription().change(SubscriptionState.RECONNECTING, lost);
		assertThat(container.state()).isEqualTo(ContainerState.RECONNECTING);
		assertThat(container.failure()).isSameAs(lost);
		container.pause();
		assertThat(container.state()).as("while it is paused, too").isEqualTo(ContainerState.RECONNECTING);
		subscription().change(SubscriptionState.REFUSED, lost);
		assertThat(container.state()).isEqualTo(ContainerState.REFUSED);
		assertThat(container.ready()).as("which it was once").isCompleted();
		subscription().change(SubscriptionState.ACTIVE, null);
		assertThat(container.state()).isEqualTo(ContainerState.PAUSED);
		container.resume();
		assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
		subscription().change(SubscriptionState.CLOSED, lost);
		assertThat(container.state()).as("with a client that was closed").isEqualTo(ContainerState.STOPPED);
		container.stop();
		assertThat(container.failure()).as("once it is stopped").isNull();
	}

	@Test
	void oneThatIsRefusedForNowIsNotReadyAndNotFailed() {
		this.client.subscribeAnswer = (options) -> new CompletableFuture<>();
		JoltMessageListenerContainer container = container();
		container.start();
		subscription().change(SubscriptionState.REFUSED, new JoltException("no room"));
		assertThat(container.state()).isEqualTo(ContainerState.REFUSED);
		assertThat(container.ready()).isNotDone();
	}

	@Test
	void eachLossOfItsOwnConnectionIsCountedOnceAndToldWithItsEnd() {
		List<Object> events = new ArrayList<>();
		DefaultJoltMessageListenerContainer container = container();
		container.setApplicationEventPublisher(events::add);
		container.start();
		JoltException lost = new JoltException("The broker closed the connection");
		JoltException refused = new JoltException("no room");
		subscription().change(SubscriptionState.RECONNECTING, lost);
		subscription().change(SubscriptionState.REFUSED, refused);
		subscription().change(SubscriptionState.ACTIVE, null);
		subscription().change(SubscriptionState.RECONNECTING, lost);
		assertThat(container.statistics().interruptions()).isEqualTo(2);
		assertThat(events).hasOnlyElementsOfType(JoltListenerStateChangedEvent.class)
			.extracting("state", "cause")
			.containsExactly(tuple(SubscriptionState.RECONNECTING, lost), tuple(SubscriptionState.REFUSED, refused),
					tuple(SubscriptionState.ACTIVE, null), tuple(SubscriptionState.RECONNECTING, lost));
		JoltListenerStateChangedEvent first = (JoltListenerStateChangedEvent) events.get(0);
		assertThat(first.getSource()).isSameAs(container);
		assertThat(first.getConnectionName()).isEqualTo("default");
		assertThat(first.getListenerId()).isEqualTo("orders");
		assertThat(first.getTopics()).containsExactly("a");
		assertThat(first.getTopicPatterns()).isEmpty();
	}

	private FakeJoltClient.FakeSubscription subscription() {
		return this.client.subscriptions.get(0);
	}

	@Test
	void itIsStoppingWhileItHandlesWhatWaits() {
		JoltMessageListenerContainer container = container((message) -> this.gate.await());
		container.start();
		deliver("1");
		container.stop(() -> {
		});
		assertThat(container.state()).isEqualTo(ContainerState.STOPPING);
		this.gate.countDown();
		await().until(() -> container.state() == ContainerState.STOPPED);
	}

	@Test
	void everyMessageIsCountedOnceAsWhatBecameOfIt() {
		this.properties.setFilter((message) -> !message.data().equals("uninteresting"));
		AtomicInteger calls = new AtomicInteger();
		this.properties.setErrorHandler((error, delivery) -> {
			if (delivery.message().data().equals("poison")) {
				delivery.deadLettered();
				return;
			}
			delivery.redeliver();
		});
		JoltMessageListenerContainer container = container((message) -> {
			if (message.data().equals("poison") || calls.incrementAndGet() == 2) {
				throw new IllegalStateException("broken");
			}
		});
		container.start();
		deliver("fine", "second try", "uninteresting", "poison");
		await().until(() -> container.statistics().received() == 4 && container.statistics().inProgress() == 0);
		assertThat(container.statistics()).isEqualTo(new ListenerStatistics(4, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0));
	}

	@Test
	void aTryThatFailsAgainIsAFailure() {
		this.properties.setErrorHandler((error, delivery) -> {
			try {
				delivery.redeliver();
			}
			catch (IllegalStateException ex) {
				assertThat(ex).hasMessage("broken");
			}
		});
		JoltMessageListenerContainer container = container((message) -> {
			throw new IllegalStateException("broken");
		});
		container.start();
		deliver("1");
		await().until(() -> container.statistics().failed() == 1);
		assertThat(container.statistics().retried()).isOne();
		assertThat(container.statistics().handled()).isZero();
	}

	@Test
	void whatIsBeingHandledIsInProgress() throws Exception {
		this.properties.setConcurrency(2);
		JoltMessageListenerContainer container = container((message) -> {
			this.received.add(message.data());
			this.gate.await();
		});
		container.start();
		deliver("1", "2", "3");
		next();
		next();
		ListenerStatistics statistics = container.statistics();
		assertThat(statistics.inProgress()).isEqualTo(2);
		assertThat(statistics.received()).isEqualTo(2);
		assertThat(statistics.queuedMessages()).isOne();
		assertThat(statistics.handled()).isZero();
	}

	@Test
	void aFilterThatFailsIsTheErrorHandlersAndIsAskedAgain() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		this.properties.setFilter((message) -> {
			if (asked.incrementAndGet() == 1) {
				throw new JoltException("filter is broken");
			}
			return true;
		});
		this.properties.setErrorHandler((error, delivery) -> {
			assertThat(error).hasMessage("filter is broken");
			delivery.redeliver();
		});
		JoltMessageListenerContainer container = container();
		container.start();
		deliver("1");
		assertThat(next()).isEqualTo("1");
		await().until(() -> container.statistics().handled() == 1);
		assertThat(asked).hasValue(2);
	}

	@Test
	void theCountsOutliveTheRun() {
		JoltMessageListenerContainer container = container();
		for (int run = 1; run <= 3; run++) {
			container.start();
			deliver("handled");
			long handled = run;
			await().until(() -> container.statistics().handled() == handled);
			container.pause();
			deliver("dropped");
			container.stop();
			assertThat(container.statistics().dropped()).isEqualTo(run);
			assertThat(container.droppedMessages()).isEqualTo(run);
		}
		assertThat(container.statistics().received()).isEqualTo(3);
	}

}
