package io.jolt.spring.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
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
		assertThat(container.statistics()).isEqualTo(new ListenerStatistics(4, 2, 1, 1, 1, 1, 0, 0, 0, 0));
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
