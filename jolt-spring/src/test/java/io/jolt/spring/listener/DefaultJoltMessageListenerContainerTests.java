package io.jolt.spring.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltRejectedException;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class DefaultJoltMessageListenerContainerTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final ContainerProperties properties = new ContainerProperties();

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final List<DefaultJoltMessageListenerContainer> containers = new ArrayList<>();

	@AfterEach
	void noThreadIsLeft() {
		this.containers.forEach(DefaultJoltMessageListenerContainer::stop);
		await().untilAsserted(() -> assertThat(listenerThreads()).isEmpty());
		assertThat(this.client.subscriptions).allSatisfy(
				(subscription) -> assertThat(subscription.failures).as("what the container has let through").isEmpty());
	}

	@Test
	void itListensOnAThreadNamedAfterTheListenerThatKeepsTheApplicationAlive() throws Exception {
		container((message) -> this.received.add(Thread.currentThread().getName())).start();
		assertThat(listenerThreads()).singleElement().matches((thread) -> !thread.isDaemon());
		deliver("a", "1");
		assertThat(next()).isEqualTo("jolt-listener-orders");
	}

	@Test
	void stoppingHandlesAllThatIsQueuedAndThenCallsBack() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		CountDownLatch callback = new CountDownLatch(1);
		JoltMessageListenerContainer container = container((message) -> {
			gate.await();
			this.received.add(message.data());
		});
		container.start();
		for (int i = 0; i < 10; i++) {
			deliver("a", String.valueOf(i));
		}
		await().until(() -> container.queuedMessages() == 9);
		container.stop(callback::countDown);
		assertThat(this.client.active()).isEmpty();
		assertThat(container.isRunning()).isTrue();
		assertThat(callback.getCount()).isOne();
		gate.countDown();
		assertThat(callback.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.received).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
		assertThat(container.isRunning()).isFalse();
		assertThat(container.droppedMessages()).isZero();
	}

	@Test
	void aListenerThatDoesNotFinishIsInterruptedAfterTheShutdownTimeout() throws Exception {
		this.properties.setShutdownTimeout(Duration.ofMillis(50));
		CountDownLatch interrupted = new CountDownLatch(1);
		JoltMessageListenerContainer container = container((message) -> {
			this.received.add(message.data());
			try {
				new CountDownLatch(1).await();
			}
			finally {
				interrupted.countDown();
			}
		});
		this.properties.setErrorHandler((error, delivery) -> {
		});
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class)) {
			container.start();
			deliver("a", "1");
			deliver("a", "2");
			assertThat(next()).isEqualTo("1");
			container.stop();
			assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(container.isRunning()).isFalse();
			// counted by its thread, which may have taken it together with the first
			await().until(() -> container.droppedMessages() == 1);
			assertThat(this.received).isEmpty();
			assertThat(log.messages(Level.WARN)).singleElement().asString().contains("'orders'", "1 queued");
		}
	}

	@Test
	void stoppingWhatDoesNotRunCallsBackAtOnce() {
		JoltMessageListenerContainer container = container((message) -> {
		});
		AtomicInteger callbacks = new AtomicInteger();
		container.stop(callbacks::incrementAndGet);
		assertThat(callbacks).hasValue(1);
		container.start();
		container.stop();
		container.stop(callbacks::incrementAndGet);
		assertThat(callbacks).hasValue(2);
	}

	@Test
	void everyCallerOfStopIsCalledBack() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		JoltMessageListenerContainer container = container((message) -> gate.await());
		container.start();
		deliver("a", "1");
		CountDownLatch callbacks = new CountDownLatch(2);
		container.stop(callbacks::countDown);
		container.stop(callbacks::countDown);
		gate.countDown();
		assertThat(callbacks.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void itCanBeStartedAgainAndStartingTwiceDoesNothing() throws Exception {
		JoltMessageListenerContainer container = container((message) -> this.received.add(message.data()));
		for (int run = 1; run <= 3; run++) {
			container.start();
			container.start();
			assertThat(this.client.active()).hasSize(1);
			assertThat(this.client.subscriptions).hasSize(run);
			deliver("a", "run " + run);
			assertThat(next()).isEqualTo("run " + run);
			container.stop();
			assertThat(this.client.active()).isEmpty();
		}
	}

	@Test
	void startingWhileItStopsWaitsForTheOldRunToEnd() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger inListener = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		JoltMessageListenerContainer container = container((message) -> {
			most.accumulateAndGet(inListener.incrementAndGet(), Math::max);
			gate.await();
			inListener.decrementAndGet();
			this.received.add(message.data());
		});
		container.start();
		deliver("a", "old");
		container.stop(() -> {
		});
		CompletableFuture<Void> restarted = CompletableFuture.runAsync(container::start);
		assertThat(this.client.active()).isEmpty();
		gate.countDown();
		restarted.get(10, TimeUnit.SECONDS);
		deliver("a", "new");
		assertThat(next()).isEqualTo("old");
		assertThat(next()).isEqualTo("new");
		assertThat(most).hasValue(1);
	}

	@Test
	void aListenerMayStopItself() throws Exception {
		CompletableFuture<JoltMessageListenerContainer> self = new CompletableFuture<>();
		AtomicReference<Throwable> restart = new AtomicReference<>();
		JoltMessageListenerContainer container = container((message) -> {
			self.join().stop();
			try {
				self.join().start();
			}
			catch (IllegalStateException ex) {
				restart.set(ex);
			}
			this.received.add("stopped");
		});
		self.complete(container);
		container.start();
		deliver("a", "1");
		assertThat(next()).isEqualTo("stopped");
		await().until(() -> !container.isRunning());
		assertThat(restart.get()).hasMessageContaining("cannot be started again by itself");
	}

	@Test
	void whatAListenerThrowsGoesToTheErrorHandlerAndTheContainerLives() throws Exception {
		BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
		this.properties.setErrorHandler((error, delivery) -> {
			errors.add(error);
			assertThat(delivery.topic()).isEqualTo("a");
			assertThat(delivery.listenerId()).isEqualTo("orders");
		});
		container((message) -> {
			switch (message.data()) {
				case "exception" -> throw new IOException("disk");
				case "error" -> throw new AssertionError("bug");
				default -> this.received.add(message.data());
			}
		}).start();
		deliver("a", "exception");
		deliver("a", "error");
		deliver("a", "fine");
		assertThat(next()).isEqualTo("fine");
		assertThat(errors).extracting(Throwable::getMessage).containsExactly("disk", "bug");
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, StackOverflowError.class })
	void anErrorHandlerThatThrowsDoesNotEndTheContainer(Class<? extends Throwable> type) throws Exception {
		this.properties
			.setErrorHandler((error, delivery) -> ReflectionUtils.rethrowException(BeanUtils.instantiateClass(type)));
		container((message) -> {
			if (message.data().equals("bad")) {
				throw new IllegalArgumentException("listener is broken");
			}
			this.received.add(message.data());
		}).start();
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class)) {
			deliver("a", "bad");
			deliver("a", "good");
			assertThat(next()).isEqualTo("good");
			assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("'orders'", "'a'");
		}
	}

	@Test
	void byDefaultAFailureIsLoggedOnceWithTopicListenerAndException() throws Exception {
		container((message) -> {
			this.received.add(message.data());
			throw new IllegalArgumentException("listener is broken");
		}).start();
		try (LogCapture log = LogCapture.of("io.jolt")) {
			deliver("a", "1");
			assertThat(next()).isEqualTo("1");
			await().until(() -> !log.events(Level.ERROR).isEmpty());
			assertThat(log.events(Level.ERROR)).singleElement().satisfies((event) -> {
				assertThat(event.getFormattedMessage()).contains("'orders'", "'a'");
				assertThat(event.getThrowableProxy().getMessage()).isEqualTo("listener is broken");
			});
		}
	}

	@Test
	void aRefusedSubscriptionIsLoggedOnceWithListenerAndTopic() {
		this.client.subscribeAnswer = (options) -> CompletableFuture.failedFuture(new JoltRejectedException(
				"The broker refused the subscription to topic 'b': not_authorized", "not_authorized"));
		try (LogCapture log = LogCapture.of("io.jolt")) {
			JoltMessageListenerContainer container = container((message) -> {
			}, "a", "b");
			container.start();
			assertThat(container.ready()).isCompletedExceptionally();
			assertThat(log.messages(Level.ERROR)).singleElement()
				.asString()
				.contains("'orders'", "'b'", "not_authorized");
		}
	}

	@Test
	void severalTopicsShareOneSubscriptionAndKeepTheirOrderOnWhateverExecutor() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			this.properties.setTaskExecutor(executor);
			JoltMessageListenerContainer container = container((message) -> this.received.add(message.data()), "a", "b",
					"c");
			container.start();
			assertThat(this.client.active()).hasSize(1);
			for (int i = 0; i < 300; i++) {
				deliver(List.of("a", "b", "c").get(i % 3), String.valueOf(i));
			}
			await().until(() -> this.received.size() == 300);
			assertThat(this.received)
				.containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(String::valueOf).toList());
			container.stop();
			assertThat(executor.isShutdown()).isFalse();
			assertThat(listenerThreads()).isEmpty();
		}
		finally {
			executor.shutdown();
			assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void itIsReadyWhenItsSubscriptionIs() {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.client.subscribeAnswer = (options) -> answer;
		JoltMessageListenerContainer container = container((message) -> {
		}, "a", "b");
		assertThat(container.ready()).isCompletedExceptionally();
		container.start();
		assertThat(container.ready()).isNotDone();
		answer.complete(null);
		assertThat(container.ready()).isCompleted();
	}

	@Test
	void aContainerThatCannotSubscribeIsNotRunningAndLeavesNothing() {
		this.client.subscribeAnswer = (options) -> {
			throw new JoltException("closed");
		};
		JoltMessageListenerContainer container = container((message) -> {
		}, "a", "b");
		assertThatExceptionOfType(JoltException.class).isThrownBy(container::start);
		assertThat(container.isRunning()).isFalse();
		assertThat(this.client.active()).isEmpty();
	}

	@Test
	void mistakesInThePropertiesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.properties.setQueueCapacity(0))
			.withMessageContaining("queueCapacity");
		assertThatIllegalArgumentException().isThrownBy(() -> this.properties.setQueueSizeBytes(0))
			.withMessageContaining("queueSizeBytes");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.properties.setShutdownTimeout(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> container((message) -> {
		}, new String[0])).withMessageContaining("neither a topic nor a pattern");
	}

	private DefaultJoltMessageListenerContainer container(JoltMessageListener listener, String... topics) {
		DefaultJoltMessageListenerContainer container = new DefaultJoltMessageListenerContainer(this.client, "orders",
				List.of(topics), List.of(), listener, this.properties);
		this.containers.add(container);
		return container;
	}

	private DefaultJoltMessageListenerContainer container(JoltMessageListener listener) {
		return container(listener, "a");
	}

	private void deliver(String topic, String data) {
		this.client.deliver(JoltMessage.of(topic, data));
	}

	private String next() throws InterruptedException {
		String element = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	private static List<Thread> listenerThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("jolt-listener-"))
			.toList();
	}

}
