package io.jolt.spring.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.tcp.JoltClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a {@link DefaultJoltMessageListenerContainer} that handles several messages
 * at a time, or is paused, on a real broker.
 */
@Timeout(60)
class ConcurrentContainerTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).build();

	private final ContainerProperties properties = new ContainerProperties();

	private final Set<String> handled = ConcurrentHashMap.newKeySet();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final List<DefaultJoltMessageListenerContainer> containers = new ArrayList<>();

	private JoltClient client;

	private JoltClient publisher;

	@BeforeEach
	void connect() {
		this.broker.start();
		this.client = newClient();
		this.publisher = newClient();
	}

	private JoltClient newClient() {
		JoltClient newClient = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build();
		newClient.connect();
		return newClient;
	}

	@AfterEach
	void disconnect() {
		this.gate.countDown();
		this.containers.forEach(DefaultJoltMessageListenerContainer::stop);
		this.client.close();
		this.publisher.close();
		this.broker.close();
		await().untilAsserted(() -> assertThat(AbstractContainerTests.listenerThreads()).isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "BLOCK", "DROP_NEWEST" })
	void asManyAreHandledAtOnceAsTheConcurrencySaysWithOneSubscription(OverflowPolicy overflow) {
		AtomicInteger now = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		this.properties.setConcurrency(4);
		this.properties.setOverflow(overflow);
		JoltMessageListenerContainer container = start((message) -> {
			most.accumulateAndGet(now.incrementAndGet(), Math::max);
			this.gate.await();
			now.decrementAndGet();
			this.handled.add(message.data());
		});
		publish(0, 1000);
		await().until(() -> now.get() == 4);
		assertThat(this.broker.subscriptions()).isOne();
		this.gate.countDown();
		await().until(() -> this.handled.size() == 1000);
		assertThat(most).hasValue(4);
		await().until(() -> container.statistics().handled() == 1000);
		assertThat(container.statistics()).isEqualTo(new ListenerStatistics(1000, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0));
	}

	@Test
	void oneSlowMessageHoldsNoOtherUpAndAFailureHarmsNone() {
		this.properties.setConcurrency(2);
		AtomicInteger failures = new AtomicInteger();
		this.properties.setErrorHandler((error, delivery) -> failures.incrementAndGet());
		start((message) -> {
			if (message.data().equals("0")) {
				this.gate.await();
			}
			if (Integer.parseInt(message.data()) % 10 == 1) {
				throw new IllegalStateException("broken");
			}
			this.handled.add(message.data());
		});
		publish(0, 200);
		await().until(() -> this.handled.size() == 179 && failures.get() == 20);
		assertThat(this.handled).doesNotContain("0");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void aBlockingListenerLosesNothingHoweverSmallItsQueue(int concurrency) {
		this.properties.setConcurrency(concurrency);
		this.properties.setQueueCapacity(3);
		JoltMessageListenerContainer container = start((message) -> this.handled.add(message.data()));
		publish(0, 5000);
		await().until(() -> this.handled.size() == 5000);
		assertThat(container.droppedMessages()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "DROP_NEWEST, 0 1 2", "DROP_OLDEST, 0 8 9" })
	void whatIsDroppedIsCountedForTheListener(OverflowPolicy overflow, String left) {
		this.properties.setOverflow(overflow);
		this.properties.setQueueCapacity(2);
		JoltMessageListenerContainer container = start((message) -> {
			this.handled.add(message.data());
			this.gate.await();
		});
		publish(0, 1);
		await().until(() -> this.handled.size() == 1);
		publish(1, 10);
		await().until(() -> container.statistics().dropped() == 7);
		assertThat(container.statistics().queuedMessages()).isEqualTo(2);
		assertThat(container.statistics().queuedBytes()).isPositive();
		this.gate.countDown();
		await().until(() -> this.handled.size() == 3);
		assertThat(this.handled).containsExactlyInAnyOrder(left.split(" "));
	}

	@Test
	void stoppingHandlesAllThatWaitsOnAllThreads() {
		this.properties.setConcurrency(3);
		JoltMessageListenerContainer container = start((message) -> {
			this.gate.await();
			this.handled.add(message.data());
		});
		publish(0, 100);
		await().until(() -> container.statistics().inProgress() == 3 && container.queuedMessages() == 97);
		CountDownLatch stopped = new CountDownLatch(1);
		container.stop(stopped::countDown);
		this.gate.countDown();
		await().until(() -> stopped.getCount() == 0);
		assertThat(this.handled).hasSize(100);
		assertThat(container.droppedMessages()).isZero();
	}

	@Test
	void aPausedBlockingListenerHoldsMessagesBackAndLosesNone() {
		this.properties.setQueueCapacity(10);
		JoltMessageListenerContainer container = start((message) -> this.handled.add(message.data()));
		container.pause();
		publish(0, 1000);
		await().until(() -> container.queuedMessages() == 10);
		assertThat(this.handled).isEmpty();
		assertThat(container.state()).isEqualTo(ContainerState.PAUSED);
		container.resume();
		await().until(() -> this.handled.size() == 1000);
		assertThat(container.droppedMessages()).isZero();
	}

	@Test
	void aPausedListenerGetsWhatIsPublishedAfterAReconnect() throws Exception {
		JoltMessageListenerContainer container = start((message) -> this.handled.add(message.data()));
		container.pause();
		publish(0, 1);
		await().until(() -> container.queuedMessages() == 1);
		this.client.stop();
		assertThat(container.state()).isEqualTo(ContainerState.RECONNECTING);
		assertThat(container.isPaused()).isTrue();
		this.client.connect();
		assertThat(container.state()).isEqualTo(ContainerState.PAUSED);
		await().until(() -> this.broker.subscriptions() == 1);
		publish(1, 2);
		await().until(() -> container.queuedMessages() == 2);
		container.resume();
		await().until(() -> this.handled.size() == 2);
	}

	@Test
	void pausingAndResumingUnderLoadLosesNothing() throws Exception {
		this.properties.setConcurrency(2);
		JoltMessageListenerContainer container = start((message) -> this.handled.add(message.data()));
		Thread operator = new Thread(() -> {
			while (this.handled.size() < 5000) {
				container.pause();
				container.resume();
			}
		});
		operator.start();
		publish(0, 5000);
		operator.join(TimeUnit.SECONDS.toMillis(30));
		assertThat(this.handled).hasSize(5000);
		assertThat(container.statistics().dropped()).isZero();
		await().until(() -> container.statistics().handled() == 5000);
	}

	@Test
	void whatAWorkerHadTakenIsCountedAsDroppedToo() throws Exception {
		this.properties.setShutdownTimeout(Duration.ofMillis(50));
		this.properties.setErrorHandler((error, delivery) -> {
		});
		JoltMessageListenerContainer container = start((message) -> {
			this.handled.add(message.data());
			new CountDownLatch(1).await();
		});
		publish(0, 100);
		await().until(() -> container.queuedMessages() == 99);
		container.stop();
		await().until(() -> container.statistics().dropped() == 99);
		assertThat(this.handled).containsExactly("0");
	}

	private JoltMessageListenerContainer start(JoltMessageListener listener) {
		DefaultJoltMessageListenerContainer container = new DefaultJoltMessageListenerContainer(this.client, "orders",
				List.of("a"), List.of(), listener, this.properties);
		this.containers.add(container);
		container.start();
		container.ready().join();
		return container;
	}

	private void publish(int from, int to) {
		IntStream.range(from, to)
			.mapToObj((i) -> this.publisher.publish("a", String.valueOf(i)))
			.toList()
			.forEach((future) -> future.join());
	}

}
