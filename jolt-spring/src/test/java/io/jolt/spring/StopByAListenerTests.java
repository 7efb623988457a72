package io.jolt.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import io.jolt.broker.JoltBroker;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A listener that stops the application, or all listeners, and so itself.
 */
@Timeout(60)
class StopByAListenerTests {

	// those that would wait for it would make the test fail
	private static final Duration SHUTDOWN = Duration.ofMinutes(2);

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final ExecutorService pool = Executors.newCachedThreadPool();

	@AfterEach
	void close() throws InterruptedException {
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		this.broker.close();
		this.pool.shutdown();
		assertThat(this.pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void closingTheContextDoesNotWaitForWhoeverClosesItButForTheOthers(Threads threads) throws Exception {
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class);
				TestApplication application = application(threads)) {
			Stopper stopper = new Stopper(application.context::close);
			Other other = new Other(stopper.calling);
			application.listener(stopper);
			application.listener(other);
			application.start();
			JoltMessageListenerContainer container = application.registry().getListenerContainer("stopper");
			application.template().convertAndSend("others", "1");
			application.template().convertAndSend("others", "2");
			application.template().convertAndSend("stop", "now");
			assertThat(stopper.interrupted.get(30, TimeUnit.SECONDS)).isFalse();
			assertThat(other.handled).containsExactly("1", "2");
			assertThat(application.context.isActive()).isFalse();
			await().until(() -> container != null && !container.isRunning());
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void stoppingAllListenersDoesNotWaitForWhoeverStopsThemButForTheOthers(Threads threads) throws Exception {
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class);
				TestApplication application = application(threads)) {
			Stopper stopper = new Stopper(() -> application.registry().stop());
			Other other = new Other(stopper.calling);
			application.listener(stopper);
			application.listener(other);
			application.start();
			JoltListenerEndpointRegistry registry = application.registry();
			application.template().convertAndSend("others", "1");
			application.template().convertAndSend("others", "2");
			application.template().convertAndSend("stop", "now");
			assertThat(stopper.interrupted.get(30, TimeUnit.SECONDS)).isFalse();
			assertThat(other.handled).containsExactly("1", "2");
			await().until(() -> !registry.isRunning("stopper"));
			registry.start();
			application.template().convertAndSend("others", "3");
			await().untilAsserted(() -> assertThat(other.handled).containsExactly("1", "2", "3"));
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void twoThatStopAllListenersAtOnceDoNotWaitForEachOtherButForTheOthers(Threads threads) throws Exception {
		CyclicBarrier together = new CyclicBarrier(2);
		try (TestApplication application = application(threads)) {
			Runnable stop = () -> {
				meet(together);
				application.registry().stop();
			};
			stopTogether(application, new Stopper(stop), new SecondStopper(stop));
		}
	}

	@ParameterizedTest
	@EnumSource
	void oneThatClosesTheContextAndOneThatStopsAllListenersDoNotWaitForEachOther(Threads threads) throws Exception {
		CyclicBarrier together = new CyclicBarrier(2);
		try (TestApplication application = application(threads)) {
			CompletableFuture<JoltListenerEndpointRegistry> registry = new CompletableFuture<>();
			Stopper stopper = new Stopper(() -> {
				registry.complete(application.registry());
				meet(together);
				application.context.close();
			});
			SecondStopper second = new SecondStopper(() -> {
				meet(together);
				registry.join().stop();
			});
			stopTogether(application, stopper, second);
		}
	}

	@ParameterizedTest
	@EnumSource
	void twoThatCloseTheContextAtOnceDoNotWaitForEachOtherButForTheOthers(Threads threads) throws Exception {
		CyclicBarrier together = new CyclicBarrier(2);
		try (TestApplication application = application(threads)) {
			Runnable close = () -> {
				meet(together);
				application.context.close();
			};
			stopTogether(application, new Stopper(close), new SecondStopper(close));
		}
	}

	private static void stopTogether(TestApplication application, Stopper stopper, SecondStopper second)
			throws Exception {
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class)) {
			Other other = new Other(second.calling, stopper.calling);
			application.listener(stopper);
			application.listener(second);
			application.listener(other);
			application.start();
			List<JoltMessageListenerContainer> containers = List.copyOf(application.registry().getListenerContainers());
			application.template().convertAndSend("others", "1");
			application.template().convertAndSend("others", "2");
			application.template().convertAndSend("stop-too", "now");
			application.template().convertAndSend("stop", "now");
			assertThat(stopper.interrupted.get(30, TimeUnit.SECONDS)).isFalse();
			assertThat(second.interrupted.get(30, TimeUnit.SECONDS)).isFalse();
			assertThat(other.handled).containsExactly("1", "2");
			await().untilAsserted(() -> assertThat(containers).noneMatch(JoltMessageListenerContainer::isRunning));
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void anyOtherThreadThatStopsAllListenersWaitsForOneThatStopsThemToo() throws Exception {
		CountDownLatch stopping = new CountDownLatch(1);
		CountDownLatch waitedFor = new CountDownLatch(1);
		try (TestApplication application = application(Threads.OWN)) {
			Stopper stopper = new Stopper(() -> {
				application.registry().stop();
				stopping.countDown();
				awaitQuietly(waitedFor);
			});
			application.listener(stopper);
			application.start();
			application.template().convertAndSend("stop", "now");
			stopping.await();
			CompletableFuture<Boolean> finished = new CompletableFuture<>();
			Thread outside = new Thread(() -> {
				application.registry().stop();
				finished.complete(stopper.interrupted.isDone());
			});
			outside.start();
			await().until(() -> outside.getState() == Thread.State.WAITING || finished.isDone());
			waitedFor.countDown();
			assertThat(finished.get(30, TimeUnit.SECONDS)).isTrue();
			outside.join();
		}
	}

	@Test
	void aPoolThatLetsItsTasksCompleteDoesNotInterruptTheListenerThatClosesTheContext() throws Exception {
		assertThat(interruptedWhileItCloses((pool) -> pool.setWaitForTasksToCompleteOnShutdown(true))).isFalse();
	}

	@Test
	void springInterruptsTheListenerThatClosesTheContextOnAnyOtherPoolOfTheContext() throws Exception {
		assertThat(interruptedWhileItCloses((pool) -> {
		})).isTrue();
	}

	private boolean interruptedWhileItCloses(Consumer<ThreadPoolTaskExecutor> settings) throws Exception {
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class);
				TestApplication application = application(Threads.OWN)) {
			application.context.registerBean(ThreadPoolTaskExecutor.class, () -> {
				ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
				executor.setCorePoolSize(2);
				executor.setAcceptTasksAfterContextClose(true);
				settings.accept(executor);
				return executor;
			});
			application.factory((factory) -> factory.getContainerProperties()
				.setTaskExecutor(application.context.getBean(ThreadPoolTaskExecutor.class)));
			Stopper stopper = new Stopper(application.context::close);
			Other other = new Other(stopper.calling);
			application.listener(stopper);
			application.listener(other);
			application.start();
			JoltMessageListenerContainer container = application.registry().getListenerContainer("stopper");
			for (String text : List.of("1", "2", "3")) {
				application.template().convertAndSend("others", text);
			}
			application.template().convertAndSend("stop", "now");
			boolean interrupted = stopper.interrupted.get(30, TimeUnit.SECONDS);
			assertThat(other.handled).containsExactly("1", "2", "3");
			await().until(() -> container != null && !container.isRunning());
			assertThat(log.messages(Level.WARN)).isEmpty();
			return interrupted;
		}
	}

	@Test
	void theOtherThreadsOfTheSameListenerAreWaitedForAndDrainItsQueue() throws Exception {
		BlockingQueue<String> handled = new LinkedBlockingQueue<>();
		CountDownLatch published = new CountDownLatch(1);
		CountDownLatch calling = new CountDownLatch(1);
		CompletableFuture<List<String>> seen = new CompletableFuture<>();
		try (TestApplication application = application(Threads.THREE)) {
			application.listener(new Crowd((text) -> {
				if (text.equals("stop")) {
					awaitQuietly(published);
					calling.countDown();
					application.context.close();
					seen.complete(List.copyOf(handled));
				}
				else {
					awaitQuietly(calling);
					handled.add(text);
				}
			}));
			application.start();
			for (String text : List.of("stop", "1", "2", "3", "4", "5")) {
				application.template().sendAsync("orders", text).join();
			}
			published.countDown();
			assertThat(seen.get(30, TimeUnit.SECONDS)).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
		}
	}

	@Test
	void aListenerThatStoppedItselfIsNotInterruptedWhenItsTimeIsOverAndThatIsOneWarning() throws Exception {
		CountDownLatch warned = new CountDownLatch(1);
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class);
				TestApplication application = application(Threads.OWN)
					.factory((factory) -> factory.getContainerProperties().setShutdownTimeout(Duration.ofMillis(50)))) {
			Stopper stopper = new Stopper(() -> {
				application.registry().stop();
				awaitQuietly(warned);
			});
			application.listener(stopper);
			application.start();
			application.template().convertAndSend("stop", "now");
			await().untilAsserted(() -> assertThat(log.messages(Level.WARN)).hasSize(1));
			warned.countDown();
			assertThat(stopper.interrupted.get(30, TimeUnit.SECONDS)).isFalse();
			application.context.close();
			assertThat(log.messages(Level.WARN)).hasSize(1);
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private TestApplication application(Threads threads) {
		Consumer<DefaultJoltListenerContainerFactory> settings = (factory) -> {
			factory.getContainerProperties().setShutdownTimeout(SHUTDOWN);
			threads.configure(factory, this.pool);
		};
		return TestApplication.with(this.broker).factory(settings);
	}

	/**
	 * Where listeners run.
	 */
	enum Threads {

		OWN, THREE, POOL, THREE_OF_A_POOL;

		void configure(DefaultJoltListenerContainerFactory factory, ExecutorService pool) {
			if (this == POOL || this == THREE_OF_A_POOL) {
				factory.getContainerProperties().setTaskExecutor(pool);
			}
			if (this == THREE || this == THREE_OF_A_POOL) {
				factory.getContainerProperties().setConcurrency(3);
			}
		}

	}

	static class Stopper {

		final CountDownLatch calling = new CountDownLatch(1);

		final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

		private final Runnable stop;

		Stopper(Runnable stop) {
			this.stop = stop;
		}

		@JoltListener(id = "stopper", topics = "stop")
		void stop(String text) {
			this.calling.countDown();
			try {
				this.stop.run();
				this.interrupted.complete(Thread.currentThread().isInterrupted());
			}
			catch (RuntimeException ex) {
				this.interrupted.completeExceptionally(ex);
			}
		}

	}

	static class SecondStopper extends Stopper {

		SecondStopper(Runnable stop) {
			super(stop);
		}

		@Override
		@JoltListener(id = "second-stopper", topics = "stop-too")
		void stop(String text) {
			super.stop(text);
		}

	}

	static class Crowd {

		private final Consumer<String> handler;

		Crowd(Consumer<String> handler) {
			this.handler = handler;
		}

		@JoltListener(topics = "orders")
		void receive(String text) {
			this.handler.accept(text);
		}

	}

	static class Other {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		private final List<CountDownLatch> gates;

		Other(CountDownLatch... gates) {
			this.gates = List.of(gates);
		}

		@JoltListener(id = "other", topics = "others", concurrency = "1")
		void receive(String text) throws InterruptedException {
			for (CountDownLatch gate : this.gates) {
				gate.await();
			}
			this.handled.add(text);
		}

	}

}
