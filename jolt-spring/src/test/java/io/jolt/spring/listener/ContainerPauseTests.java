package io.jolt.spring.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import io.jolt.spring.LogCapture;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for pausing a {@link DefaultJoltMessageListenerContainer}.
 */
class ContainerPauseTests extends AbstractContainerTests {

	@Test
	void aPausedListenerReceivesNothingAndItsMessagesWait() throws Exception {
		JoltMessageListenerContainer container = container();
		container.start();
		container.pause();
		container.pause();
		deliver("1", "2");
		assertThat(container.state()).isEqualTo(ContainerState.PAUSED);
		assertThat(container.isRunning()).isTrue();
		assertThat(container.isPaused()).isTrue();
		assertThat(container.statistics().queuedMessages()).isEqualTo(2);
		assertThat(this.client.active()).hasSize(1);
		assertThat(this.received).isEmpty();
		container.resume();
		assertThat(next()).isEqualTo("1");
		assertThat(next()).isEqualTo("2");
		assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
		assertThat(container.droppedMessages()).isZero();
	}

	@Test
	void whatItIsHandlingWhenItIsPausedIsHandledToTheEnd() throws Exception {
		JoltMessageListenerContainer container = container((message) -> {
			this.received.add("begun " + message.data());
			this.gate.await();
			this.received.add("ended " + message.data());
		});
		container.start();
		deliver("1", "2");
		assertThat(next()).isEqualTo("begun 1");
		container.pause();
		this.gate.countDown();
		assertThat(next()).isEqualTo("ended 1");
		await().until(() -> container.statistics().inProgress() == 0);
		assertThat(container.queuedMessages()).isOne();
		assertThat(this.received).isEmpty();
	}

	@Test
	void aListenerMayPauseItself() throws Exception {
		CompletableFuture<JoltMessageListenerContainer> self = new CompletableFuture<>();
		JoltMessageListenerContainer container = container((message) -> {
			self.join().pause();
			this.received.add(message.data());
		});
		self.complete(container);
		container.start();
		deliver("1", "2");
		assertThat(next()).isEqualTo("1");
		await().until(() -> container.statistics().inProgress() == 0);
		assertThat(container.queuedMessages()).isOne();
		container.resume();
		assertThat(next()).isEqualTo("2");
	}

	@Test
	void pausingBeforeTheBrokerHasAnsweredHoldsFromTheFirstMessageOn() {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.client.subscribeAnswer = (options) -> answer;
		JoltMessageListenerContainer container = container();
		container.start();
		container.pause();
		assertThat(container.state()).isEqualTo(ContainerState.SUBSCRIBING);
		assertThat(container.isPaused()).isTrue();
		answer.complete(null);
		deliver("1");
		assertThat(container.state()).isEqualTo(ContainerState.PAUSED);
		assertThat(container.queuedMessages()).isOne();
	}

	@Test
	void pausedWhileItIsStoppedItBeginsItsNextRunPaused() throws Exception {
		JoltMessageListenerContainer container = container();
		container.pause();
		assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
		container.start();
		assertThat(this.client.active()).singleElement()
			.satisfies((subscription) -> assertThat(subscription.options.paused()).isTrue());
		deliver("1");
		assertThat(container.state()).isEqualTo(ContainerState.PAUSED);
		assertThat(container.queuedMessages()).isOne();
		container.resume();
		assertThat(next()).isEqualTo("1");
	}

	@Test
	void stoppingAPausedListenerDropsWhatWaitsAtOnceAndWarnsOnce() {
		JoltMessageListenerContainer container = container();
		container.start();
		container.pause();
		deliver("1", "2", "3");
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class)) {
			container.stop();
			assertThat(log.messages(Level.WARN)).singleElement()
				.asString()
				.contains("'orders'", "paused", "3 queued messages are dropped");
		}
		assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
		assertThat(container.statistics().dropped()).isEqualTo(3);
		assertThat(container.statistics().queuedMessages()).isZero();
		assertThat(this.received).isEmpty();
	}

	@Test
	void stoppingAPausedListenerThatHasNothingWaitingSaysNothing() {
		JoltMessageListenerContainer container = container();
		container.start();
		container.pause();
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class)) {
			container.stop();
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@Test
	void stoppingAPausedListenerWaitsForWhatItIsHandling() throws Exception {
		CountDownLatch stopped = new CountDownLatch(1);
		JoltMessageListenerContainer container = container((message) -> {
			this.received.add("begun");
			this.gate.await();
			this.received.add("ended");
		});
		container.start();
		deliver("1");
		assertThat(next()).isEqualTo("begun");
		container.pause();
		container.stop(stopped::countDown);
		assertThat(container.state()).isEqualTo(ContainerState.STOPPING);
		assertThat(stopped.getCount()).isOne();
		this.gate.countDown();
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.received).containsExactly("ended");
	}

	@Test
	void aPausedListenerThatIsStoppedAndStartedAgainRuns() throws Exception {
		JoltMessageListenerContainer container = container();
		container.start();
		container.pause();
		container.stop();
		assertThat(container.isPaused()).isFalse();
		container.start();
		assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
		deliver("1");
		assertThat(next()).isEqualTo("1");
	}

	@Test
	void pausingWhatIsStoppingChangesNothing() throws Exception {
		JoltMessageListenerContainer container = container((message) -> {
			this.gate.await();
			this.received.add(message.data());
		});
		container.start();
		deliver("1", "2");
		CountDownLatch stopped = new CountDownLatch(1);
		container.stop(stopped::countDown);
		container.pause();
		assertThat(container.isPaused()).isFalse();
		this.gate.countDown();
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.received).containsExactly("1", "2");
	}

	@Test
	void retriesGoOnWhileItIsPaused() throws Exception {
		CountDownLatch failedOnce = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		this.properties.setErrorHandler((error, delivery) -> {
			failedOnce.countDown();
			this.gate.await();
			assertThat(delivery.await(Duration.ofMillis(1))).isTrue();
			delivery.redeliver();
		});
		JoltMessageListenerContainer container = container((message) -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("first try");
			}
			this.received.add(message.data());
		});
		container.start();
		deliver("1");
		failedOnce.await();
		container.pause();
		this.gate.countDown();
		assertThat(next()).isEqualTo("1");
	}

	@Test
	void thoseThatPauseAndResumeAtTheSameTimeLoseNothing() throws Exception {
		JoltMessageListenerContainer container = container();
		container.start();
		List<Thread> operators = List.of(new Thread(() -> pauseAndResume(container)),
				new Thread(() -> pauseAndResume(container)));
		operators.forEach(Thread::start);
		for (int i = 0; i < 1000; i++) {
			deliver(String.valueOf(i));
		}
		for (Thread operator : operators) {
			operator.join();
		}
		container.resume();
		await().until(() -> this.received.size() == 1000);
		assertThat(this.received).doesNotHaveDuplicates();
		container.pause();
		deliver("late");
		assertThat(container.queuedMessages()).isOne();
	}

	private static void pauseAndResume(JoltMessageListenerContainer container) {
		for (int i = 0; i < 1000; i++) {
			container.pause();
			container.resume();
		}
	}

	@Test
	void whoeverPausedItFindsItPausedAfterTheRegistryWasStoppedAndStarted() throws Exception {
		JoltListenerEndpointRegistry registry = new JoltListenerEndpointRegistry();
		SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("orders",
				(message) -> this.received.add(message.data()));
		endpoint.setTopics(List.of("a"));
		JoltMessageListenerContainer container = registry.registerListenerContainer(endpoint,
				new DefaultJoltListenerContainerFactory(this.client));
		registry.start();
		try {
			container.pause();
			registry.stop();
			registry.start();
			assertThat(container.state()).isEqualTo(ContainerState.PAUSED);
			deliver("1");
			assertThat(container.queuedMessages()).isOne();
			container.resume();
			assertThat(next()).isEqualTo("1");
			registry.stop();
			registry.start();
			assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
		}
		finally {
			registry.stop();
		}
	}

}
