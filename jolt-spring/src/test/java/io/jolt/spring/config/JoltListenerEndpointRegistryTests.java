package io.jolt.spring.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.LogCapture;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.listener.ContainerProperties;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.adapter.MethodListenerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class JoltListenerEndpointRegistryTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(this.client);

	private final JoltListenerEndpointRegistry registry = new JoltListenerEndpointRegistry();

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@AfterEach
	void stop() {
		this.registry.destroy();
		assertThat(this.client.active()).isEmpty();
	}

	@Test
	void startingWaitsUntilTheSubscriptionsAreAnswered() throws Exception {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.client.subscribeAnswer = (options) -> answer;
		register("a", true);
		CompletableFuture<Void> start = CompletableFuture.runAsync(this.registry::start);
		await().until(() -> !this.client.active().isEmpty());
		assertThat(start).isNotDone();
		answer.complete(null);
		start.get(10, TimeUnit.SECONDS);
	}

	@Test
	void startingGoesOnWhenNoBrokerAnswersInTime() {
		this.client.subscribeAnswer = (options) -> new CompletableFuture<>();
		this.registry.setStartupTimeout(Duration.ofMillis(20));
		register("a", true);
		try (LogCapture log = LogCapture.of(JoltListenerEndpointRegistry.class)) {
			this.registry.start();
			assertThat(this.registry.isRunning("a")).isTrue();
			assertThat(log.messages(Level.WARN)).singleElement().asString().contains("20ms", "continues");
		}
	}

	@Test
	void aRefusedListenerLeavesTheOthersRunning() {
		this.client.subscribeAnswer = refusing("b");
		register("a", true);
		register("b", true);
		this.registry.start();
		assertThat(this.registry.isRunning()).isTrue();
		assertThat(this.registry.isRunning("a")).isTrue();
	}

	@Test
	void underFailARefusedListenerEndsTheStartAndStopsTheOthers() {
		this.client.subscribeAnswer = refusing("b");
		this.registry.setStartupMode(StartupMode.FAIL);
		register("a", true);
		register("b", true);
		assertThatExceptionOfType(JoltException.class).isThrownBy(this.registry::start)
			.withMessage("Listener 'b' is not subscribed: The broker refused the subscription to topic 'b': "
					+ "not_authorized")
			.withCauseExactlyInstanceOf(JoltRejectedException.class);
		assertThat(this.registry.isRunning()).isFalse();
		assertThat(this.registry.isRunning("a")).isFalse();
	}

	@Test
	void underFailARefusedListenerEndsTheStartWhileAnotherIsNotAnsweredAtAll() {
		Function<SubscriptionOptions, CompletableFuture<Void>> refusing = refusing("b");
		this.client.subscribeAnswer = (options) -> options.topics().contains("a") ? new CompletableFuture<>()
				: refusing.apply(options);
		this.registry.setStartupMode(StartupMode.FAIL);
		this.registry.setStartupTimeout(Duration.ofMillis(20));
		register("a", true);
		register("b", true);
		assertThatExceptionOfType(JoltException.class).isThrownBy(this.registry::start).withMessageContaining("'b'");
	}

	@Test
	void underFailAListenerThatIsNotAnsweredInTimeLetsTheStartGoOn() {
		this.client.subscribeAnswer = (options) -> new CompletableFuture<>();
		this.registry.setStartupMode(StartupMode.FAIL);
		this.registry.setStartupTimeout(Duration.ofMillis(20));
		register("a", true);
		this.registry.start();
		assertThat(this.registry.isRunning("a")).isTrue();
	}

	@Test
	void aListenerThatIsRefusedForNowIsAnAnswerAndIsWarnedOfAsRefused() throws Exception {
		this.client.subscribeAnswer = (options) -> new CompletableFuture<>();
		// were it to wait, this test would time out
		this.registry.setStartupTimeout(Duration.ofMinutes(10));
		register("a", true);
		try (LogCapture log = LogCapture.of(JoltListenerEndpointRegistry.class)) {
			startWhileRefused();
			assertThat(log.messages(Level.WARN)).containsExactly("The broker refuses the Jolt listeners [a] on"
					+ " connection 'default' for now: start-up continues, and they are tried again: no room");
		}
		assertThat(this.registry.isRunning("a")).isTrue();
	}

	@Test
	void underFailAListenerThatIsRefusedForNowEndsTheStartWithTheBrokersReason() {
		this.client.subscribeAnswer = (options) -> new CompletableFuture<>();
		this.registry.setStartupMode(StartupMode.FAIL);
		this.registry.setStartupTimeout(Duration.ofMinutes(10));
		register("a", true);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(this::startWhileRefused)
			.withCauseInstanceOf(JoltStartupException.class)
			.withMessageContaining("Listener 'a' is not subscribed: no room")
			.havingRootCause()
			.isInstanceOf(JoltRejectedException.class);
		assertThat(this.registry.isRunning("a")).isFalse();
	}

	private void startWhileRefused() throws Exception {
		CompletableFuture<Void> starting = CompletableFuture.runAsync(this.registry::start);
		await().until(() -> !this.client.subscriptions.isEmpty());
		this.client.subscriptions.get(0)
			.change(SubscriptionState.REFUSED, new JoltRejectedException("no room", "too_many_connections"));
		starting.get(10, TimeUnit.SECONDS);
	}

	private static Function<SubscriptionOptions, CompletableFuture<Void>> refusing(String topic) {
		return (options) -> options.topics().contains(topic) ? CompletableFuture.failedFuture(new JoltRejectedException(
				"The broker refused the subscription to topic '" + topic + "': not_authorized", "not_authorized"))
				: CompletableFuture.completedFuture(null);
	}

	@Test
	void aListenerThatIsNotToStartByItselfStartsByItsId() {
		register("a", true);
		register("b", false);
		this.registry.start();
		assertThat(this.registry.isRunning("a")).isTrue();
		assertThat(this.registry.isRunning("b")).isFalse();
		this.registry.start("b");
		assertThat(this.registry.isRunning("b")).isTrue();
		this.registry.stop("a");
		assertThat(this.registry.isRunning("a")).isFalse();
		assertThat(this.registry.getListenerContainerIds()).containsExactly("a", "b");
	}

	@Test
	void thatAListenerIsNotToStartByItselfIsNotForgottenOnRestart() {
		register("on", true);
		register("off", false);
		for (int i = 0; i < 3; i++) {
			this.registry.start();
			assertThat(this.registry.isRunning("on")).isTrue();
			assertThat(this.registry.isRunning("off")).isFalse();
			this.registry.stop();
			assertThat(this.client.active()).isEmpty();
		}
	}

	@Test
	void afterAPauseThoseRunAgainThatRanBefore() {
		register("a", true);
		register("b", false);
		register("manually stopped", true);
		register("manually started", false);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(JoltListenerEndpointRegistry.class, () -> this.registry);
			context.refresh();
			this.registry.stop("manually stopped");
			this.registry.start("manually started");
			for (int i = 0; i < 2; i++) {
				context.pause();
				assertThat(this.client.active()).isEmpty();
				context.restart();
				assertThat(this.client.active()).flatExtracting((subscription) -> subscription.topics())
					.containsExactly("a", "manually started");
			}
			context.stop();
			assertThat(this.client.active()).isEmpty();
			context.start();
			assertThat(this.client.active()).hasSize(2);
		}
	}

	@Test
	void containersAreDrainedInParallel() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(3);
		for (String id : List.of("a", "b", "c")) {
			this.registry.registerListenerContainer(new TestEndpoint(id, true, (message) -> {
				barrier.await(10, TimeUnit.SECONDS);
				this.received.add(message.data());
			}), this.factory);
		}
		this.registry.start();
		for (String id : List.of("a", "b", "c")) {
			this.client.deliver(JoltMessage.of(id, id));
		}
		CountDownLatch callback = new CountDownLatch(1);
		this.registry.stop(callback::countDown);
		assertThat(callback.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.received).containsExactlyInAnyOrder("a", "b", "c");
	}

	@Test
	void stoppingAlwaysCallsBack() throws Exception {
		CountDownLatch callbacks = new CountDownLatch(3);
		this.registry.stop(callbacks::countDown);
		register("a", true);
		this.registry.stop(callbacks::countDown);
		this.registry.start();
		this.registry.stop();
		this.registry.stop(callbacks::countDown);
		assertThat(callbacks.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whatIsRegisteredWhileItRunsStartsAtOnce() {
		this.registry.start();
		register("a", true);
		register("b", false);
		assertThat(this.registry.isRunning("a")).isTrue();
		assertThat(this.registry.isRunning("b")).isFalse();
	}

	@Test
	void listenersAddedAndRemovedByManyThreadsAreAllStoppedInTheEnd() {
		this.registry.start();
		IntStream.range(0, 64).parallel().forEach((i) -> {
			register("l" + i, true);
			if (i % 2 == 0) {
				Objects.requireNonNull(this.registry.unregisterListenerContainer("l" + i)).stop();
			}
		});
		assertThat(this.registry.getListenerContainers()).hasSize(32);
		assertThat(this.client.active()).hasSize(32);
	}

	@Test
	void listenersArePausedAndResumedByTheirId() throws Exception {
		this.registry.start();
		register("a", true);
		this.registry.pause("a");
		assertThat(Objects.requireNonNull(this.registry.getListenerContainer("a")).state())
			.isEqualTo(ContainerState.PAUSED);
		this.registry.resume("a");
		this.client.deliver(JoltMessage.of("a", "x"));
		assertThat(this.received.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.pause("x")).withMessageContaining("[a]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.resume("x")).withMessageContaining("[a]");
	}

	@Test
	void idsAreUniqueAndKnown() {
		register("a", true);
		assertThatIllegalStateException().isThrownBy(() -> register("a", true)).withMessageContaining("'a'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.start("x"))
			.withMessageContaining("'x'")
			.withMessageContaining("[a]");
		assertThat(this.registry.getListenerContainer("x")).isNull();
		assertThat(this.registry.getListenerContainer("a")).isNotNull();
		assertThat(this.registry.unregisterListenerContainer("x")).isNull();
	}

	private void register(String id, boolean autoStartup) {
		this.registry.registerListenerContainer(
				new TestEndpoint(id, autoStartup, (message) -> this.received.add(message.data())), this.factory);
	}

	private record TestEndpoint(String id, boolean autoStartup,
			JoltMessageListener listener) implements JoltListenerEndpoint {

		@Override
		public String getId() {
			return this.id;
		}

		@Override
		public List<String> getTopics() {
			return List.of(this.id);
		}

		@Override
		public List<String> getTopicPatterns() {
			return List.of();
		}

		@Override
		public void accept(ContainerProperties properties) {
			properties.setAutoStartup(this.autoStartup);
		}

		@Override
		public JoltMessageListener createMessageListener(MethodListenerFactory methodListeners) {
			return this.listener;
		}

	}

}
