package io.jolt.client.internal.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.jolt.client.JoltClient;
import io.jolt.client.PublishResult;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Completer}: a dependent that blocks keeps no other future from its
 * end.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class CompleterTests {

	private static final Duration PATIENCE = Completer.LOOK_INTERVAL.multipliedBy(3);

	private final ManualTime time = new ManualTime();

	private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();

	private final Completer completer = new Completer(this.threads, this.time);

	private final CountDownLatch released = new CountDownLatch(1);

	// what has run, in its order
	private final List<Integer> ran = new CopyOnWriteArrayList<>();

	// the last that has blocked
	private volatile Thread blocking = Thread.currentThread();

	@AfterEach
	void release() throws InterruptedException {
		this.released.countDown();
		this.threads.shutdown();
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void runsOneAfterTheOtherAndThenHoldsNeitherThreadNorTimer() {
		int[] unguarded = { 0 };
		for (int i = 0; i < 1000; i++) {
			this.completer.executeAll(List.of(() -> unguarded[0]++, () -> this.ran.add(unguarded[0])));
		}
		await().until(() -> this.ran.size() == 1000);
		assertThat(this.ran).isSorted();
		assertThat(this.ran.get(999)).isEqualTo(1000);
		await().until(() -> {
			this.time.advance(PATIENCE);
			return this.time.scheduled().isEmpty();
		});
	}

	@Test
	void oneThatNobodyWaitsForSetsNoTimer() {
		this.completer.execute(() -> this.ran.add(1));
		await().until(() -> this.ran.size() == 1);
		assertThat(this.time.scheduled()).isEmpty();
	}

	@Test
	void whatWaitsForOneThatBlocksIsTakenOverInItsOrder() throws InterruptedException {
		CountDownLatch blocked = new CountDownLatch(1);
		List<Runnable> batch = new ArrayList<>();
		batch.add(() -> this.ran.add(0));
		batch.add(() -> block(blocked));
		IntStream.range(1, 100).forEach((i) -> batch.add(() -> this.ran.add(i)));
		this.completer.executeAll(batch);
		awaitThatWaits(blocked);
		this.completer.execute(() -> this.ran.add(100));
		assertThat(this.ran).containsExactly(0);
		this.time.advance(PATIENCE);
		await().until(() -> this.ran.size() == 101);
		assertThat(this.ran).isSorted();
		this.released.countDown();
		this.completer.execute(() -> this.ran.add(101));
		await().until(() -> this.ran.size() == 102);
	}

	@Test
	void oneThatRunsIsGivenMoreTimeThanOneThatWaits() throws InterruptedException {
		CountDownLatch running = new CountDownLatch(1);
		this.completer.executeAll(List.of(() -> {
			running.countDown();
			while (this.released.getCount() > 0) {
				Thread.onSpinWait();
			}
			this.ran.add(1);
		}, () -> this.ran.add(2)));
		running.await();
		this.time.advance(PATIENCE);
		assertThat(this.threads.getPoolSize()).isOne();
		this.time.advance(PATIENCE.multipliedBy(7));
		await().until(() -> this.ran.equals(List.of(2)));
		this.released.countDown();
		await().until(() -> this.ran.equals(List.of(2, 1)));
	}

	@Test
	void severalMayBlockUpToALimitAndTheRestGoesOnWhenOneReturns() {
		CountDownLatch blocked = new CountDownLatch(Completer.MAX_OVERTAKEN + 1);
		for (int i = 0; i < Completer.MAX_OVERTAKEN + 1; i++) {
			this.completer.execute(() -> block(blocked));
		}
		this.completer.execute(() -> this.ran.add(1));
		await().until(() -> {
			this.time.advance(PATIENCE);
			return blocked.getCount() == 0;
		});
		this.time.advance(PATIENCE.multipliedBy(10));
		assertThat(this.ran).isEmpty();
		this.released.countDown();
		await().until(() -> this.ran.size() == 1);
	}

	@Test
	void whoIsAboutToBlockIsRelieved() throws InterruptedException {
		CountDownLatch blocked = new CountDownLatch(1);
		this.completer.executeAll(List.of(() -> {
			this.completer.relieve();
			block(blocked);
		}, () -> this.ran.add(1)));
		blocked.await();
		await().until(() -> this.ran.size() == 1);
	}

	@Test
	void whereNoOtherThreadIsToBeHadTheOneThatBlocksGoesOnWhenItReturns() throws InterruptedException {
		CountDownLatch blocked = new CountDownLatch(1);
		boolean[] lent = { false };
		Completer single = new Completer((task) -> {
			if (lent[0]) {
				throw new RejectedExecutionException("closed");
			}
			lent[0] = true;
			this.threads.execute(task);
		}, this.time);
		single.executeAll(List.of(() -> block(blocked), () -> this.ran.add(1), () -> this.ran.add(2)));
		awaitThatWaits(blocked);
		this.time.advance(PATIENCE);
		assertThat(this.ran).isEmpty();
		this.released.countDown();
		await().until(() -> this.ran.size() == 2);
		single.execute(() -> this.ran.add(3));
		await().until(() -> this.ran.equals(List.of(1, 2, 3)));
	}

	@Test
	void completesLaterWhatThereWasNoThreadFor() {
		AtomicInteger failures = new AtomicInteger();
		Completer without = new Completer((task) -> {
			if (failures.getAndIncrement() < 70) {
				throw new OutOfMemoryError("no thread, on purpose");
			}
			this.threads.execute(task);
		}, this.time);
		without.execute(() -> this.ran.add(1));
		assertThat(this.ran).isEmpty();
		without.execute(() -> this.ran.add(2));
		this.time.advance(Completer.LOOK_INTERVAL.multipliedBy(70));
		await().until(() -> this.ran.equals(List.of(1, 2)));
		this.time.advance(PATIENCE);
		assertThat(this.time.scheduled()).isEmpty();
	}

	@Test
	void oneDependentThatBlocksForEverKeepsNoOtherFutureFromItsEndAndNoClientFromItsClose() {
		List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
		// a future that has ended runs what is made dependent on it where that is done
		CountDownLatch dependentMade = new CountDownLatch(1);
		Responder answer = (connection, request) -> {
			awaitForEver(dependentMade);
			Responder.ok().respond(connection, request);
		};
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack").on("pub", answer))) {
			JoltClient client = JoltClientBuilder.create().addresses(List.of(broker.address())).build();
			client.connect();
			CountDownLatch blocked = new CountDownLatch(1);
			// nobody counts it down, but the client interrupts the thread when it closes
			CountDownLatch never = new CountDownLatch(1);
			CompletableFuture<Void> dependent = client.publish("a", "first").thenRun(() -> {
				blocked.countDown();
				awaitForEver(never);
			});
			dependentMade.countDown();
			for (int i = 0; i < 100; i++) {
				publishes.add(client.publish("a", "" + i));
			}
			await().until(() -> blocked.getCount() == 0);
			publishes.add(client.publish("a", "later"));
			assertThat(publishes)
				.allSatisfy((publish) -> assertThat(publish.get(5, TimeUnit.SECONDS).acknowledged()).isTrue());
			assertThat(dependent).isNotDone();
			client.close();
		}
	}

	// a moment later than it says so
	private void awaitThatWaits(CountDownLatch blocked) throws InterruptedException {
		blocked.await();
		await().until(() -> this.blocking.getState() == Thread.State.WAITING);
	}

	private static void awaitForEver(CountDownLatch never) {
		try {
			never.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void block(CountDownLatch blocked) {
		this.blocking = Thread.currentThread();
		blocked.countDown();
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
