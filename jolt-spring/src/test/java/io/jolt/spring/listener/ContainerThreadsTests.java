package io.jolt.spring.listener;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.support.GenericApplicationContext;
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
	void anExecutorThatTookNoTaskIsAskedAgain() throws Exception {
		AtomicBoolean refuses = new AtomicBoolean(true);
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor((task) -> {
			if (refuses.get()) {
				throw new IllegalStateException("not yet");
			}
			return new Thread(task, "mine");
		});
		this.properties.setTaskExecutor(executor);
		container().start();
		deliver("1");
		assertThat(this.received).isEmpty();
		refuses.set(false);
		deliver("2");
		assertThat(List.of(next(), next())).containsExactly("1", "2");
		List<Throwable> failures = this.client.active().get(0).failures;
		assertThat(failures).hasSize(2).allSatisfy((failure) -> assertThat(failure).hasMessage("not yet"));
		failures.clear();
	}

	@Test
	void listenersMayShareAnExecutorThatLimitsItsThreads() throws Exception {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("mine-");
		executor.setConcurrencyLimit(1);
		this.properties.setTaskExecutor(executor);
		container((message) -> this.received.add("one")).start();
		container((message) -> this.received.add("two")).start();
		deliver("1");
		assertThat(List.of(next(), next())).containsExactlyInAnyOrder("one", "two");
	}

	@Test
	void aThreadIsThereFromTheStartWhoeverStartsItAndUntilTheStopEvenIfTheBrokerRefuses() throws Exception {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.client.subscribeAnswer = (options) -> answer;
		JoltMessageListenerContainer container = container();
		Thread daemon = new Thread(container::start);
		daemon.setDaemon(true);
		daemon.start();
		daemon.join();
		Thread thread = listenerThreads().get(0);
		answer.completeExceptionally(new JoltRejectedException("refused", "forbidden"));
		assertThat(container.state()).isEqualTo(ContainerState.REFUSED);
		// it finds that there is nothing to listen to, and waits
		await().until(() -> thread.getState() == Thread.State.WAITING && isInside(thread, "awaitEnd"));
		assertThat(thread.isDaemon()).isFalse();
		assertThat(listenerThreads()).containsExactly(thread);
		thread.interrupt();
		container.stop();
		thread.join();
	}

	private static boolean isInside(Thread thread, String method) {
		return Arrays.stream(thread.getStackTrace()).anyMatch((frame) -> frame.getMethodName().equals(method));
	}

	@ParameterizedTest
	@EnumSource
	void threadsFindTheClassesOfWhoeverMadeTheContainer(Threads kind) throws Exception {
		ExecutorService pool = Executors.newCachedThreadPool();
		kind.configure(this.properties, pool);
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		ClassLoader application = new URLClassLoader(new URL[0], before);
		BlockingQueue<ClassLoader> found = new LinkedBlockingQueue<>();
		JoltMessageListenerContainer container = containerMadeIn(application,
				(message) -> found.add(Thread.currentThread().getContextClassLoader()));
		container.start();
		deliver("1");
		assertThat(found.poll(10, TimeUnit.SECONDS)).isSameAs(application);
		assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
		container.stop();
		pool.shutdown();
	}

	@Test
	void soDoesTheThreadThatTellsThatItIsStoppedWhichInheritsNoThreadLocals() throws Exception {
		ClassLoader application = new URLClassLoader(new URL[0], Thread.currentThread().getContextClassLoader());
		InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		JoltMessageListenerContainer container = containerMadeIn(application, (message) -> {
			busy.countDown();
			goOn.await();
		});
		container.start();
		deliver("1");
		assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<ClassLoader> found = new CompletableFuture<>();
		CompletableFuture<Boolean> inherited = new CompletableFuture<>();
		local.set("of whoever stops it");
		container.stop(() -> {
			inherited.complete(local.get() != null);
			found.complete(Thread.currentThread().getContextClassLoader());
		});
		local.remove();
		goOn.countDown();
		assertThat(found.get(10, TimeUnit.SECONDS)).isSameAs(application);
		assertThat(inherited.get(10, TimeUnit.SECONDS)).isFalse();
	}

	private JoltMessageListenerContainer containerMadeIn(ClassLoader application, JoltMessageListener listener) {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(application);
		try {
			return container(listener);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POOL")
	@SuppressWarnings("ThreadPriorityCheck") // what must not be inherited
	void threadsThatLastInheritNothingOfWhoeverStartsTheContainerAgain(Threads kind) throws Exception {
		ExecutorService pool = Executors.newCachedThreadPool();
		kind.configure(this.properties, pool);
		ClassLoader application = new URLClassLoader(new URL[0], Thread.currentThread().getContextClassLoader());
		InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
		BlockingQueue<List<Object>> found = new LinkedBlockingQueue<>();
		JoltMessageListenerContainer container = containerMadeIn(application, (message) -> {
			Thread current = Thread.currentThread();
			found.add(List.of(String.valueOf(local.get()), current.isDaemon(), current.getPriority(),
					current.getContextClassLoader()));
		});
		container.start();
		Thread request = new Thread(() -> {
			local.set("of a request");
			container.stop();
			container.start();
		});
		request.setDaemon(true);
		request.setPriority(Thread.MAX_PRIORITY);
		request.setContextClassLoader(new URLClassLoader(new URL[0], null));
		request.start();
		request.join();
		deliver("1");
		assertThat(found.poll(10, TimeUnit.SECONDS)).containsExactly("null", false, Thread.NORM_PRIORITY, application);
		container.stop();
		pool.shutdown();
	}

	@Test
	void aContainerMadeWhereTheApplicationsClassesAreUnknownFindsThemAllTheSame() throws Exception {
		ClassLoader application = new URLClassLoader(new URL[0], Thread.currentThread().getContextClassLoader());
		BlockingQueue<ClassLoader> found = new LinkedBlockingQueue<>();
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.setClassLoader(application);
			context.refresh();
			DefaultJoltMessageListenerContainer container = (DefaultJoltMessageListenerContainer) containerMadeIn(
					ClassLoader.getSystemClassLoader(),
					(message) -> found.add(Thread.currentThread().getContextClassLoader()));
			container.setApplicationEventPublisher(context);
			container.start();
			deliver("1");
			assertThat(found.poll(10, TimeUnit.SECONDS)).isSameAs(application);
			container.stop();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whileItRunsTheJvmLivesWhosesoeverTheThreadsAreAndOneThreadIsEnough(Threads kind) {
		ThreadFactory daemons = (task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		};
		ExecutorService pool = Executors.newCachedThreadPool(daemons);
		kind.configure(this.properties, pool);
		if (kind == Threads.FACTORY) {
			this.properties.setThreadFactory(daemons);
		}
		assertThat(keepAliveThreads()).isEmpty();
		JoltMessageListenerContainer container = container();
		JoltMessageListenerContainer other = container();
		container.start();
		other.start();
		assertThat(keepAliveThreads()).hasSize((kind == Threads.OWN) ? 0 : 1).noneMatch(Thread::isDaemon);
		container.stop();
		assertThat(keepAliveThreads()).hasSize((kind == Threads.OWN) ? 0 : 1);
		other.stop();
		await().untilAsserted(() -> assertThat(keepAliveThreads()).isEmpty());
		other.start();
		assertThat(keepAliveThreads()).hasSize((kind == Threads.OWN) ? 0 : 1);
		other.stop();
		await().untilAsserted(() -> assertThat(keepAliveThreads()).isEmpty());
		pool.shutdown();
	}

	@Test
	void whatCannotBeStartedKeepsNothingAlive() {
		this.properties.setThreadFactory(Thread::new);
		this.client.subscribeAnswer = (options) -> {
			throw new IllegalStateException("The client is closed");
		};
		assertThatIllegalStateException().isThrownBy(container()::start);
		assertThat(keepAliveThreads()).isEmpty();
	}

	private static List<Thread> keepAliveThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("jolt-keep-alive"))
			.toList();
	}

	@Test
	void aThreadOfAPoolIsNotInterruptedByAStopThatHadTime() throws Exception {
		AtomicInteger interruptions = new AtomicInteger();
		ExecutorService executor = Executors.newSingleThreadExecutor((task) -> new Thread(task) {

			@Override
			public void interrupt() {
				interruptions.incrementAndGet();
				super.interrupt();
			}

		});
		this.properties.setTaskExecutor(executor);
		JoltMessageListenerContainer container = container((message) -> {
			this.received.add("begun");
			this.gate.await();
		});
		try {
			container.start();
			deliver("1");
			assertThat(next()).isEqualTo("begun");
			CountDownLatch stopped = new CountDownLatch(1);
			// holds the pool's thread up when it has just handled the last message
			CompletableFuture<Void> over = this.client.active().get(0).drain().thenRun(() -> awaitQuietly(stopped));
			container.stop(stopped::countDown);
			this.gate.countDown();
			over.get(10, TimeUnit.SECONDS);
			assertThat(interruptions).hasValue(0);
		}
		finally {
			executor.shutdown();
			assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
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

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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

	/**
	 * Where listeners run.
	 */
	enum Threads {

		OWN, FACTORY, MADE_FOR_EACH_TASK, POOL;

		void configure(ContainerProperties properties, Executor pool) {
			switch (this) {
				case OWN -> {
				}
				case FACTORY -> properties.setThreadFactory(Thread::new);
				case MADE_FOR_EACH_TASK -> properties.setTaskExecutor(new SimpleAsyncTaskExecutor());
				case POOL -> properties.setTaskExecutor(pool);
			}
		}

	}

}
