package io.jolt.spring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the threads that run the listener of a
 * {@link DefaultJoltMessageListenerContainer}.
 */
class ContainerThreadsTests extends AbstractContainerTests {

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	private final AtomicInteger handled = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void itsOwnThreadsAreNoMoreThanTheConcurrencyHoweverManyMessagesThereAre(int concurrency) {
		this.properties.setConcurrency(concurrency);
		JoltMessageListenerContainer container = startedContainer();
		deliverOneByOneAndInBursts(10_000);
		assertThat(this.threads).hasSizeLessThanOrEqualTo(concurrency)
			.allMatch((thread) -> !thread.isDaemon() && thread.getName().startsWith("jolt-listener-orders"));
		container.stop();
	}

	@Test
	void severalThreadsAreNumbered() throws Exception {
		this.properties.setConcurrency(2);
		container((message) -> {
			this.received.add(Thread.currentThread().getName());
			this.gate.await();
		}).start();
		deliver("1", "2");
		assertThat(List.of(next(), next())).containsExactlyInAnyOrder("jolt-listener-orders-1",
				"jolt-listener-orders-2");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void anExecutorThatMakesAThreadForEachTaskMakesNoMoreThanTheConcurrency(int concurrency) {
		AtomicInteger made = new AtomicInteger();
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor((task) -> {
			made.incrementAndGet();
			return new Thread(task, "mine");
		});
		this.properties.setConcurrency(concurrency);
		this.properties.setTaskExecutor(executor);
		JoltMessageListenerContainer container = startedContainer();
		deliverOneByOneAndInBursts(2000);
		assertThat(made).hasValueLessThanOrEqualTo(concurrency);
		container.stop();
		await().untilAsserted(() -> assertThat(this.threads).noneMatch(Thread::isAlive));
		container.start();
		deliver("again");
		await().until(() -> this.handled.get() == 2001);
	}

	@Test
	void anExecutorThatTookNoTaskIsAskedAgain() {
		AtomicBoolean refuses = new AtomicBoolean(true);
		List<Runnable> accepted = new ArrayList<>();
		LastingTasks tasks = new LastingTasks((task) -> {
			if (refuses.get()) {
				throw new IllegalStateException("not yet");
			}
			accepted.add(task);
		}, 1);
		assertThatIllegalStateException().isThrownBy(() -> tasks.execute(() -> {
		}));
		refuses.set(false);
		tasks.execute(tasks::close);
		assertThat(accepted).singleElement().satisfies(Runnable::run);
	}

	@Test
	void listenersMayShareAnExecutorOfASingleThread() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			this.properties.setTaskExecutor(executor);
			container((message) -> this.received.add("one")).start();
			container((message) -> this.received.add("two")).start();
			deliver("1");
			assertThat(List.of(next(), next())).containsExactlyInAnyOrder("one", "two");
		}
		finally {
			executor.shutdown();
			assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void aThreadFactoryOfTheUsersMakesTheThreadsAndNamesThemIfItLikes() throws Exception {
		this.properties.setThreadFactory((task) -> new Thread(task, "jolt-listener-mine"));
		container((message) -> this.received.add(Thread.currentThread().getName())).start();
		deliver("1");
		assertThat(next()).isEqualTo("jolt-listener-mine");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsAreNamedAfterTheListenerAndLastAsLongAsItRuns() throws Exception {
		this.properties.setThreadFactory(new VirtualThreadTaskExecutor().getVirtualThreadFactory());
		container((message) -> {
			this.threads.add(Thread.currentThread());
			this.received.add(Thread.currentThread().getName() + " " + Thread.currentThread());
		}).start();
		deliver("1");
		assertThat(next()).startsWith("jolt-listener-orders VirtualThread");
		deliver("2");
		next();
		assertThat(this.threads).hasSize(1);
	}

	private JoltMessageListenerContainer startedContainer() {
		JoltMessageListenerContainer container = container((message) -> {
			this.threads.add(Thread.currentThread());
			this.handled.incrementAndGet();
		});
		container.start();
		return container;
	}

	// each message finds the listener idle in the first half, and busy in the second
	private void deliverOneByOneAndInBursts(int messages) {
		for (int i = 1; i <= messages / 2; i++) {
			deliver("1");
			while (this.handled.get() < i) {
				Thread.onSpinWait();
			}
		}
		for (int i = messages / 2; i < messages; i++) {
			deliver("1");
		}
		await().until(() -> this.handled.get() == messages);
	}

}
