package io.jolt.client.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.spi.DeliveryQueue.Admission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a {@link DeliveryQueue} with several workers.
 */
@Timeout(20)
class DeliveryQueueConcurrencyTests {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Set<String> handled = ConcurrentHashMap.newKeySet();

	private final List<Throwable> errors = new ArrayList<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	@AfterEach
	void endThreads() throws Exception {
		this.gate.countDown();
		this.executor.shutdown();
		assertThat(this.executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void asManyAreHandledAtOnceAsItIsAllowedAndNoMore() {
		AtomicInteger now = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 1000, 3, (message) -> {
			most.accumulateAndGet(now.incrementAndGet(), Math::max);
			this.gate.await();
			now.decrementAndGet();
			this.handled.add(message.data());
		});
		offer(queue, 500);
		await().until(() -> now.get() == 3);
		assertThat(queue.messages()).as("what is being handled does not wait").isEqualTo(497);
		this.gate.countDown();
		await().until(() -> this.handled.size() == 500);
		assertThat(most).hasValue(3);
		assertThat(queue.messages()).isZero();
		assertThat(queue.bytes()).isZero();
		assertThat(this.errors).isEmpty();
	}

	@Test
	void oneSlowMessageHoldsNoOtherUp() {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 1000, 2, (message) -> {
			if (message.data().equals("0")) {
				this.gate.await();
			}
			this.handled.add(message.data());
		});
		offer(queue, 300);
		await().until(() -> this.handled.size() == 299);
		assertThat(this.handled).doesNotContain("0");
	}

	@Test
	void itEndsWhenTheLastOfThemIsHandled() {
		AtomicInteger ends = new AtomicInteger();
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 1000, 3, (message) -> {
			if (message.data().equals("7")) {
				this.gate.await();
			}
			this.handled.add(message.data());
		});
		offer(queue, 20);
		queue.onEnd(ends::incrementAndGet);
		queue.finish();
		await().until(() -> this.handled.size() == 19);
		assertThat(ends).hasValue(0);
		this.gate.countDown();
		await().until(() -> ends.get() == 1);
		assertThat(this.handled).hasSize(20);
	}

	@Test
	void aFullQueueLetsItsReaderWaitUntilThereIsRoom() throws Exception {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 2, 2, (message) -> {
			this.gate.await();
			this.handled.add(message.data());
		});
		offer(queue, 2);
		await().until(() -> queue.messages() == 0);
		offer(queue, 2);
		assertThat(queue.offer(delivery("full"))).isEqualTo(Admission.FULL);
		Thread reader = new Thread(() -> queue.awaitRoom(delivery("full"), () -> false));
		reader.start();
		await().until(queue::isReaderWaiting);
		this.gate.countDown();
		reader.join();
		assertThat(queue.dropped()).isZero();
	}

	@Test
	void aFailureHarmsNoOther() {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 1000, 2, (message) -> {
			if (Integer.parseInt(message.data()) % 2 == 0) {
				throw new IllegalStateException("broken");
			}
			this.handled.add(message.data());
		});
		offer(queue, 100);
		await().until(() -> this.handled.size() == 50);
		await().until(() -> {
			synchronized (this.errors) {
				return this.errors.size() == 50;
			}
		});
	}

	@Test
	void closingDropsAllThatIsNotBeingHandled() {
		DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 1000, 2, (message) -> {
			this.gate.await();
			this.handled.add(message.data());
		});
		offer(queue, 10);
		await().until(() -> queue.messages() == 8);
		queue.close();
		assertThat(queue.dropped()).isEqualTo(8);
		this.gate.countDown();
		await().until(() -> this.handled.size() == 2);
	}

	@Test
	void lessThanOneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SubscriptionOptions.forTopic("t").concurrency(0))
			.withMessageContaining("concurrency");
	}

	private DeliveryQueue queue(OverflowPolicy policy, int capacity, int concurrency, JoltMessageListener listener) {
		return new DeliveryQueue(SubscriptionOptions.forTopic("t")
			.overflow(policy)
			.queueCapacity(capacity)
			.concurrency(concurrency)
			.build(), listener, this.executor, (error) -> {
				synchronized (this.errors) {
					this.errors.add(error);
				}
			});
	}

	private static void offer(DeliveryQueue queue, int messages) {
		for (int i = 0; i < messages; i++) {
			Admission admission = queue.offer(delivery(String.valueOf(i)));
			assertThat(admission).isNotEqualTo(Admission.FULL);
			if (admission == Admission.START) {
				queue.start();
			}
		}
	}

	private static Delivery delivery(String data) {
		return new Delivery("t", data, Map.of(), 1);
	}

}
