package io.jolt.client.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.spi.DeliveryQueue.Admission;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Executors that take no work, or not at once.
 */
@Timeout(20)
class DeliveryQueueRejectionTests {

	private final List<Throwable> errors = new CopyOnWriteArrayList<>();

	private final List<String> handled = new CopyOnWriteArrayList<>();

	// null for an executor that works
	private volatile @Nullable RuntimeException refusal = new RejectedExecutionException("on purpose");

	private final DeliveryQueue queue = new DeliveryQueue(
			SubscriptionOptions.forTopic("t").overflow(OverflowPolicy.BLOCK).queueCapacity(1).build(),
			(message) -> this.handled.add(message.data()), this::execute, this.errors::add);

	private void execute(Runnable task) {
		RuntimeException current = this.refusal;
		if (current != null) {
			throw current;
		}
		task.run();
	}

	@Test
	void anExecutorThatTakesNoWorkIsReported() {
		offer();
		this.queue.start();
		assertThat(this.errors).hasOnlyElementsOfType(RejectedExecutionException.class).hasSize(1);
		assertThat(this.queue.messages()).isOne();
	}

	@Test
	void anExecutorThatEndedAfterTheQueueWasClosedIsNoFailure() {
		offer();
		this.queue.close();
		this.queue.start();
		assertThat(this.errors).isEmpty();
		assertThat(this.queue.dropped()).isOne();
	}

	@Test
	void anExecutorThatFailsInAnotherWayIsReportedToo() {
		IllegalStateException failure = new IllegalStateException("not initialized");
		this.refusal = failure;
		offer();
		this.queue.start();
		assertThat(this.errors).containsExactly(failure);
		this.refusal = null;
		this.queue.finish();
		assertThat(this.handled).containsExactly("d");
	}

	@Test
	void finishingAsksTheExecutorAgain() {
		offer();
		this.queue.start();
		CountDownLatch ended = new CountDownLatch(1);
		this.queue.onEnd(ended::countDown);
		this.refusal = null;
		this.queue.finish();
		assertThat(this.handled).containsExactly("d");
		assertThat(ended.getCount()).isZero();
	}

	@Test
	void finishingDropsAndCountsWhatAnExecutorThatHasEndedDoesNotTake() {
		offer();
		this.queue.start();
		CountDownLatch ended = new CountDownLatch(1);
		this.queue.onEnd(ended::countDown);
		this.queue.finish();
		assertThat(ended.getCount()).as("or a stop would wait for nothing").isZero();
		assertThat(this.queue.dropped()).isOne();
	}

	@Test
	void aWorkerThatIsToGiveWayGoesOnIfTheExecutorFails() {
		List<Runnable> accepted = new ArrayList<>();
		SubscriptionOptions options = SubscriptionOptions.forTopic("t").executor((task) -> {
			if (!accepted.isEmpty()) {
				throw new IllegalStateException("on purpose");
			}
			accepted.add(task);
		}).build();
		DeliveryQueue longer = new DeliveryQueue(options, (message) -> this.handled.add(message.data()),
				Objects.requireNonNull(options.executor()), this.errors::add);
		for (int i = 0; i <= DeliveryQueue.TURN; i++) {
			longer.offer(new Delivery("t", "d", Map.of(), 10));
		}
		longer.start();
		accepted.get(0).run();
		assertThat(this.handled).hasSize(DeliveryQueue.TURN + 1);
		CountDownLatch ended = new CountDownLatch(1);
		longer.onEnd(ended::countDown);
		longer.finish();
		assertThat(ended.getCount()).isZero();
	}

	@Test
	void aReaderThatWaitsForRoomAsksTheExecutorAgain() throws Exception {
		offer();
		this.queue.start();
		Delivery next = new Delivery("t", "next", Map.of(), 10);
		assertThat(this.queue.offer(next)).isEqualTo(Admission.FULL);
		Thread reader = new Thread(() -> this.queue.awaitRoom(next, () -> false));
		reader.start();
		await().until(this.queue::isReaderWaiting);
		this.refusal = null;
		reader.join();
		assertThat(this.handled).containsExactly("d");
	}

	@Test
	void anExecutorWithFewerThreadsThanTheConcurrencyIsNoFailureAndLosesNothing() {
		List<Runnable> accepted = new ArrayList<>();
		DeliveryQueue parallel = new DeliveryQueue(SubscriptionOptions.forTopic("t").concurrency(2).build(),
				(message) -> this.handled.add(message.data()), (task) -> {
					if (!accepted.isEmpty()) {
						throw new RejectedExecutionException("one thread");
					}
					accepted.add(task);
				}, this.errors::add);
		for (String data : List.of("a", "b")) {
			assertThat(parallel.offer(new Delivery("t", data, Map.of(), 10))).isEqualTo(Admission.START);
		}
		parallel.start();
		parallel.finish();
		parallel.start();
		accepted.get(0).run();
		assertThat(this.handled).containsExactly("a", "b");
		assertThat(this.errors).isEmpty();
		assertThat(parallel.dropped()).isZero();
	}

	private void offer() {
		assertThat(this.queue.offer(new Delivery("t", "d", Map.of(), 10))).isEqualTo(Admission.START);
	}

}
