package io.jolt.client.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.spi.DeliveryQueue.Admission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for pausing a {@link DeliveryQueue}.
 */
@Timeout(20)
class DeliveryQueuePauseTests {

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private final List<Throwable> errors = new ArrayList<>();

	// workers that were started and wait for the test to run them
	private final Queue<Runnable> workers = new ArrayDeque<>();

	private Consumer<String> whenHandled = (data) -> {
	};

	@Test
	void whatComesWhileItIsPausedWaitsAndStartsNoWorker() {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 10, 1);
		queue.pause();
		assertThat(offer(queue, "a")).isEqualTo(Admission.DONE);
		assertThat(offer(queue, "b")).isEqualTo(Admission.DONE);
		assertThat(queue.messages()).isEqualTo(2);
		queue.resume();
		assertThat(this.workers).hasSize(1);
		runWorkers();
		assertThat(this.handled).containsExactly("a", "b");
		assertThat(queue.messages()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void pausingInTheMiddleOfABatchHandsNothingMoreOverAndKeepsTheOrder(int concurrency) {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 10, concurrency);
		List.of("a", "b", "c").forEach((data) -> offer(queue, data));
		this.whenHandled = (data) -> queue.pause();
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("a");
		assertThat(queue.messages()).isEqualTo(2);
		assertThat(queue.bytes()).isEqualTo(2);
		this.whenHandled = (data) -> {
		};
		offer(queue, "d");
		queue.resume();
		runWorkers();
		assertThat(this.handled).containsExactly("a", "b", "c", "d");
		assertThat(queue.dropped()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "DROP_NEWEST, a b", "DROP_OLDEST, c d" })
	void thePolicyDecidesWhenItIsFullAndPaused(OverflowPolicy policy, String left) {
		DeliveryQueue queue = queue(policy, 2, 1);
		queue.pause();
		List.of("a", "b", "c", "d").forEach((data) -> offer(queue, data));
		assertThat(queue.dropped()).isEqualTo(2);
		queue.resume();
		runWorkers();
		assertThat(this.handled).containsExactly(left.split(" "));
	}

	@Test
	void aReaderThatWaitsForRoomGoesOnAfterThePause() throws Exception {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 1, 1);
		queue.pause();
		offer(queue, "a");
		assertThat(offer(queue, "b")).isEqualTo(Admission.FULL);
		Thread reader = new Thread(() -> queue.awaitRoom(delivery("b"), () -> false));
		reader.start();
		await().until(queue::isReaderWaiting);
		queue.resume();
		runWorkers();
		reader.join();
		assertThat(offer(queue, "b")).isEqualTo(Admission.START);
	}

	@Test
	void closingWhileItIsPausedDropsAllThatWaitsAndEndsIt() {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 10, 1);
		List.of("a", "b", "c").forEach((data) -> offer(queue, data));
		this.whenHandled = (data) -> {
			queue.pause();
			queue.close();
		};
		queue.onEnd(() -> this.handled.add("end"));
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("a", "end");
		assertThat(queue.dropped()).isEqualTo(2);
		assertThat(queue.messages()).isZero();
		queue.resume();
		assertThat(this.workers).isEmpty();
	}

	@Test
	void finishingWhileItIsPausedEndsWhenItIsResumed() {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 10, 1);
		queue.onEnd(() -> this.handled.add("end"));
		queue.pause();
		offer(queue, "a");
		queue.finish();
		assertThat(this.handled).isEmpty();
		queue.resume();
		runWorkers();
		assertThat(this.handled).containsExactly("a", "end");
	}

	@Test
	void resumingWhatIsNotPausedStartsNoSecondWorker() {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 10, 1);
		offer(queue, "a");
		queue.resume();
		assertThat(this.workers).isEmpty();
		queue.pause();
		queue.resume();
		queue.start();
		assertThat(this.workers).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void nothingIsLostOrHandledTwiceHoweverItIsPausedAndResumed(int concurrency) throws Exception {
		int messages = 2000;
		ExecutorService executor = Executors.newFixedThreadPool(concurrency);
		DeliveryQueue queue = new DeliveryQueue(options(OverflowPolicy.BLOCK, messages, concurrency),
				(message) -> this.handled.add(message.data()), executor, this.errors::add);
		Thread pauser = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				queue.pause();
				queue.resume();
			}
		});
		pauser.start();
		try {
			List<String> sent = IntStream.range(0, messages).mapToObj(String::valueOf).toList();
			for (String data : sent) {
				if (offer(queue, data) == Admission.START) {
					queue.start();
				}
			}
			await().until(() -> this.handled.size() == sent.size());
			if (concurrency == 1) {
				assertThat(this.handled).containsExactlyElementsOf(sent);
			}
			else {
				assertThat(this.handled).containsExactlyInAnyOrderElementsOf(sent);
			}
		}
		finally {
			pauser.interrupt();
			pauser.join();
			executor.shutdown();
			assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	private DeliveryQueue queue(OverflowPolicy policy, int capacity, int concurrency) {
		return new DeliveryQueue(options(policy, capacity, concurrency), (message) -> {
			this.handled.add(message.data());
			this.whenHandled.accept(message.data());
		}, this.workers::add, this.errors::add);
	}

	private static SubscriptionOptions options(OverflowPolicy policy, int capacity, int concurrency) {
		return SubscriptionOptions.forTopic("t")
			.overflow(policy)
			.queueCapacity(capacity)
			.concurrency(concurrency)
			.build();
	}

	private void runWorkers() {
		while (!this.workers.isEmpty()) {
			this.workers.remove().run();
		}
	}

	private static Admission offer(DeliveryQueue queue, String data) {
		return queue.offer(delivery(data));
	}

	private static Delivery delivery(String data) {
		return new Delivery("t", data, Map.of(), 1);
	}

}
