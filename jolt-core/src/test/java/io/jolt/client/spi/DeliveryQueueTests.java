package io.jolt.client.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.spi.DeliveryQueue.Admission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeliveryQueue}.
 */
@Timeout(10)
class DeliveryQueueTests {

	private final List<String> handled = new ArrayList<>();

	private final List<Throwable> errors = new ArrayList<>();

	// workers that were started and wait for the test to run them
	private final Queue<Runnable> workers = new ArrayDeque<>();

	private Consumer<String> whenHandled = (data) -> {
	};

	@Test
	void handsOverInOrderWithOneStart() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_NEWEST, 10, 1000);
		assertThat(offer(queue, "a")).isEqualTo(Admission.START);
		assertThat(offer(queue, "b")).isEqualTo(Admission.DONE);
		queue.start();
		assertThat(this.workers).hasSize(1);
		runWorkers();
		assertThat(this.handled).containsExactly("a", "b");
		assertThat(offer(queue, "c")).isEqualTo(Admission.START);
	}

	@Test
	void dropsTheNewestWhenFull() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_NEWEST, 2, 1000);
		offerAll(queue, "a", "b", "c", "d");
		assertThat(queue.messages()).isEqualTo(2);
		assertThat(queue.dropped()).isEqualTo(2);
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("a", "b");
		assertThat(queue.messages()).isZero();
	}

	@Test
	void dropsTheOldestWhenFull() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_OLDEST, 2, 1000);
		offerAll(queue, "a", "b", "c", "d");
		assertThat(queue.messages()).isEqualTo(2);
		assertThat(queue.dropped()).isEqualTo(2);
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("c", "d");
	}

	@Test
	void whatAWorkerHasTakenButNotHandedOverStillCounts() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_NEWEST, 3, 1000);
		offerAll(queue, "a", "b", "c");
		List<Long> waiting = new ArrayList<>();
		this.whenHandled = (data) -> {
			waiting.add(queue.messages());
			if (data.equals("a")) {
				offerAll(queue, "d", "e");
			}
		};
		queue.start();
		runWorkers();
		assertThat(this.handled).as("one place is free while the first is handled").containsExactly("a", "b", "c", "d");
		assertThat(queue.dropped()).isEqualTo(1);
		assertThat(waiting).containsExactly(2L, 2L, 1L, 0L);
	}

	@Test
	void isBoundedInBytes() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_NEWEST, 100, 25);
		queue.offer(delivery("a", 10));
		queue.offer(delivery("b", 10));
		queue.offer(delivery("c", 10));
		assertThat(queue.bytes()).isEqualTo(20);
		assertThat(queue.dropped()).isEqualTo(1);
	}

	@Test
	void letsOneMessageInWhateverItsSize() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_OLDEST, 100, 25);
		queue.offer(delivery("a", 10));
		queue.offer(delivery("b", 100));
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("b");
		assertThat(queue.dropped()).isEqualTo(1);
	}

	@Test
	void aBlockingQueueLetsItsReaderWaitAndLosesNothing() throws Exception {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 2, 1000);
		offerAll(queue, "a", "b");
		assertThat(offer(queue, "c")).isEqualTo(Admission.FULL);
		CountDownLatch room = new CountDownLatch(1);
		Thread reader = new Thread(() -> {
			queue.awaitRoom(delivery("c", 1), () -> false);
			room.countDown();
		});
		reader.start();
		await().until(queue::isReaderWaiting);
		queue.start();
		runWorkers();
		room.await();
		reader.join();
		assertThat(queue.isReaderWaiting()).isFalse();
		assertThat(offer(queue, "c")).isEqualTo(Admission.START);
		assertThat(queue.dropped()).isZero();
	}

	@Test
	void aWaitingReaderCanBeCalledOff() throws Exception {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 1, 1000);
		offer(queue, "a");
		AtomicBoolean abandoned = new AtomicBoolean();
		Thread reader = new Thread(() -> queue.awaitRoom(delivery("b", 1), abandoned::get));
		reader.start();
		await().until(queue::isReaderWaiting);
		abandoned.set(true);
		queue.wakeReader();
		reader.join();
	}

	@Test
	void closingDropsWhatWaitsAndWakesTheReader() throws Exception {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 1, 1000);
		offer(queue, "a");
		Thread reader = new Thread(() -> queue.awaitRoom(delivery("b", 1), () -> false));
		reader.start();
		await().until(queue::isReaderWaiting);
		queue.close();
		reader.join();
		assertThat(offer(queue, "b")).isEqualTo(Admission.DONE);
		assertThat(queue.dropped()).isEqualTo(2);
		queue.start();
		runWorkers();
		assertThat(this.handled).isEmpty();
	}

	@Test
	void nothingIsHandedOverAfterItIsClosedInTheMiddleOfABatch() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_NEWEST, 10, 1000);
		offerAll(queue, "a", "b", "c");
		this.whenHandled = (data) -> queue.close();
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("a");
		assertThat(queue.dropped()).isEqualTo(2);
		assertThat(queue.messages()).isZero();
		assertThat(queue.bytes()).isZero();
	}

	@Test
	void finishingHandlesWhatWaitsBeforeTheEnd() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_NEWEST, 10, 1000);
		offerAll(queue, "a", "b");
		queue.onEnd(() -> this.handled.add("end"));
		queue.finish();
		assertThat(offer(queue, "late")).isEqualTo(Admission.DONE);
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("a", "b", "end");
		assertThat(queue.dropped()).isEqualTo(1);
	}

	@Test
	void aListenerThatThrowsIsReportedAndGoesOn() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_NEWEST, 10, 1000);
		this.whenHandled = (data) -> {
			if (data.equals("a")) {
				throw new IllegalStateException("broken");
			}
		};
		offerAll(queue, "a", "b");
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("a", "b");
		assertThat(this.errors).singleElement().satisfies((error) -> assertThat(error).hasMessage("broken"));
	}

	@Test
	void anInterruptionThatAListenerLeavesBehindDoesNotMeetTheNextCall() {
		DeliveryQueue queue = queue(OverflowPolicy.DROP_NEWEST, 10, 1000);
		List<Boolean> interrupted = new ArrayList<>();
		this.whenHandled = (data) -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			Thread.currentThread().interrupt();
		};
		offerAll(queue, "a", "b");
		queue.start();
		runWorkers();
		assertThat(interrupted).containsExactly(false, false);
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void aFailureThatCannotBeReportedDoesNotStopTheListener() {
		DeliveryQueue queue = new DeliveryQueue(options(OverflowPolicy.DROP_NEWEST, 10, 1000), (message) -> {
			this.handled.add(message.data());
			throw new IllegalStateException("broken");
		}, this.workers::add, (error) -> {
			throw new IllegalStateException("it has no words");
		});
		offerAll(queue, "a", "b");
		queue.start();
		runWorkers();
		assertThat(this.handled).containsExactly("a", "b");
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP_NEWEST", "DROP_OLDEST" })
	void droppingIsToldOnceUntilThereIsRoomAgain(OverflowPolicy policy) {
		List<Long> told = new ArrayList<>();
		DeliveryQueue queue = queue(policy, 2, 1000);
		queue.onOverflow(told::add);
		offerAll(queue, "a", "b", "c", "d", "e");
		assertThat(told).containsExactly(1L);
		queue.start();
		runWorkers();
		offerAll(queue, "f", "g", "h");
		assertThat(told).containsExactly(1L, 4L);
	}

	@Test
	void anExecutorThatRefusesIsAskedAgainWithTheNextDelivery() {
		AtomicBoolean refuses = new AtomicBoolean(true);
		DeliveryQueue queue = new DeliveryQueue(options(OverflowPolicy.DROP_NEWEST, 10, 1000),
				(message) -> this.handled.add(message.data()), (task) -> {
					if (refuses.get()) {
						throw new RejectedExecutionException("full");
					}
					task.run();
				}, this.errors::add);
		offer(queue, "a");
		queue.start();
		assertThat(this.errors).hasSize(1);
		refuses.set(false);
		assertThat(offer(queue, "b")).isEqualTo(Admission.START);
		queue.start();
		assertThat(this.handled).containsExactly("a", "b");
	}

	private DeliveryQueue queue(OverflowPolicy policy, int capacity, long bytes) {
		return new DeliveryQueue(options(policy, capacity, bytes), (message) -> {
			this.handled.add(message.data());
			this.whenHandled.accept(message.data());
		}, this.workers::add, this.errors::add);
	}

	private static SubscriptionOptions options(OverflowPolicy policy, int capacity, long bytes) {
		return SubscriptionOptions.forTopic("t").overflow(policy).queueCapacity(capacity).queueSizeBytes(bytes).build();
	}

	private void runWorkers() {
		while (!this.workers.isEmpty()) {
			this.workers.remove().run();
		}
	}

	private static void offerAll(DeliveryQueue queue, String... data) {
		for (String each : data) {
			offer(queue, each);
		}
	}

	private static Admission offer(DeliveryQueue queue, String data) {
		return queue.offer(delivery(data, 1));
	}

	private static Delivery delivery(String data, int bytes) {
		return new Delivery("t", data, Map.of(), bytes);
	}

}
