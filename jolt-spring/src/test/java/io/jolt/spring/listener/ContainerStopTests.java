package io.jolt.spring.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.jolt.client.JoltMessage;
import io.jolt.spring.LogCapture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what holds up the stop of a {@link DefaultJoltMessageListenerContainer}, and
 * what does not.
 */
class ContainerStopTests extends AbstractContainerTests {

	@Test
	void theBackOffOfARetryEndsWhenTheContainerBeginsToStop() throws Exception {
		BlockingQueue<Boolean> waited = new LinkedBlockingQueue<>();
		CountDownLatch waiting = new CountDownLatch(1);
		this.properties.setErrorHandler((error, delivery) -> {
			waiting.countDown();
			waited.add(delivery.await(Duration.ofDays(400 * 365)));
		});
		JoltMessageListenerContainer container = container((message) -> {
			throw new IllegalStateException("broken");
		});
		container.start();
		deliver("1", "2", "3");
		waiting.await();
		container.stop();
		assertThat(waited).as("what waited in the queue is not waited for either").containsExactly(false, false, false);
		assertThat(container.statistics().failed()).isEqualTo(3);
		assertThat(container.statistics().dropped()).isZero();
	}

	@Test
	void theBackOffOfTheNextRunIsWaitedForAgain() throws Exception {
		BlockingQueue<Boolean> waited = new LinkedBlockingQueue<>();
		this.properties.setErrorHandler((error, delivery) -> waited.add(delivery.await(Duration.ofMillis(1))));
		JoltMessageListenerContainer container = container((message) -> {
			throw new IllegalStateException("broken");
		});
		container.start();
		container.stop();
		container.start();
		deliver("1");
		assertThat(waited.poll(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void workThatAListenerAwaitsIsWaitedFor() throws Exception {
		CompletableFuture<String> work = new CompletableFuture<>();
		JoltMessageListenerContainer container = container((message) -> {
			this.received.add("begun");
			this.received.add(work.get());
		});
		container.start();
		deliver("1");
		assertThat(next()).isEqualTo("begun");
		CountDownLatch stopped = new CountDownLatch(1);
		container.stop(stopped::countDown);
		assertThat(stopped.getCount()).isOne();
		work.complete("done");
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.received).containsExactly("done");
	}

	@Test
	void workThatOutlivesTheShutdownTimeoutIsInterruptedOnAllThreads() throws Exception {
		this.properties.setConcurrency(3);
		this.properties.setShutdownTimeout(Duration.ofMillis(50));
		this.properties.setErrorHandler((error, delivery) -> {
			assertThat(error).isInstanceOf(InterruptedException.class);
			this.received.add("interrupted " + delivery.message().data());
		});
		JoltMessageListenerContainer container = container((message) -> {
			this.received.add("begun");
			new CompletableFuture<String>().get();
		});
		container.start();
		deliver("1", "2", "3", "4");
		for (int i = 0; i < 3; i++) {
			assertThat(next()).isEqualTo("begun");
		}
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class)) {
			container.stop();
			assertThat(log.messages(Level.WARN)).singleElement().asString().contains("'orders'", "1 queued");
		}
		await().until(() -> this.received.size() == 3);
		assertThat(this.received).containsExactlyInAnyOrder("interrupted 1", "interrupted 2", "interrupted 3");
		assertThat(container.statistics().dropped()).isOne();
		await().until(() -> container.statistics().inProgress() == 0);
	}

	@Test
	void aListenerThatStopsItsContainerWaitsForWhatTheOtherThreadsAreStillGiven() throws Exception {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.client.unsubscribeAnswer = answer;
		BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
		this.properties.setTaskExecutor(tasks::add);
		this.properties.setConcurrency(2);
		CountDownLatch stopped = new CountDownLatch(1);
		CompletableFuture<DefaultJoltMessageListenerContainer> stopping = new CompletableFuture<>();
		DefaultJoltMessageListenerContainer container = container((message) -> {
			if (message.data().equals("stop")) {
				stopping.get().stop(stopped::countDown);
				this.received.add("stopping");
				stopped.await();
				this.received.add("stopped");
			}
			else {
				this.received.add("begun");
				this.gate.await();
				this.received.add("done");
			}
		});
		stopping.complete(container);
		container.start();
		deliver("stop");
		new Thread(tasks.take()).start();
		assertThat(next()).isEqualTo("stopping");
		assertThat(stopped.getCount()).as("the broker may still deliver").isOne();
		this.client.subscriptions.get(0).deliver(JoltMessage.of("a", "1"));
		answer.complete(null);
		assertThat(stopped.getCount()).as("a message waits for a thread").isOne();
		new Thread(tasks.take()).start();
		assertThat(next()).isEqualTo("begun");
		assertThat(stopped.getCount()).as("a thread handles a message").isOne();
		this.gate.countDown();
		assertThat(List.of(next(), next())).containsExactly("done", "stopped");
	}

	@Test
	void aListenerOnAllThreadsOfItsContainerDoesNotWaitForTheBrokerWhenItStopsIt() throws Exception {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.client.unsubscribeAnswer = answer;
		CompletableFuture<DefaultJoltMessageListenerContainer> stopping = new CompletableFuture<>();
		DefaultJoltMessageListenerContainer container = container((message) -> {
			CountDownLatch stopped = new CountDownLatch(1);
			stopping.get().stop(stopped::countDown);
			stopped.await();
			this.received.add(message.data());
		});
		stopping.complete(container);
		container.start();
		for (String data : List.of("1", "2")) {
			this.client.subscriptions.get(0).deliver(JoltMessage.of("a", data));
		}
		assertThat(List.of(next(), next())).containsExactly("1", "2");
		answer.complete(null);
		await().until(() -> !container.isRunning());
	}

	@Test
	void anotherTryAfterTheStopBeganIsStillPossible() {
		this.properties.setErrorHandler((error, delivery) -> {
			this.received.add("failed");
			this.gate.await();
			assertThat(delivery.await(Duration.ofSeconds(20))).isFalse();
			delivery.redeliver();
		});
		CountDownLatch first = new CountDownLatch(1);
		JoltMessageListenerContainer container = container((message) -> {
			if (first.getCount() > 0) {
				first.countDown();
				throw new IllegalStateException("first try");
			}
			this.received.add("handled");
		});
		container.start();
		deliver("1");
		CountDownLatch stopped = new CountDownLatch(1);
		container.stop(stopped::countDown);
		this.gate.countDown();
		await().until(() -> stopped.getCount() == 0);
		assertThat(this.received).containsExactly("failed", "handled");
	}

}
