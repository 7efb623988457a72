package io.jolt.client.internal.transport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.jolt.client.testing.LeakCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A thread that reads lends itself to a task, and is replaced when that takes long.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class ReadLoopTests implements SocketTransport.Reader {

	private final QueuedInput incoming = new QueuedInput();

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicInteger threads = new AtomicInteger();

	// by what was read
	private final Map<Integer, List<Runnable>> tasks = new ConcurrentHashMap<>();

	private final Map<Integer, Thread> readBy = new ConcurrentHashMap<>();

	private final List<Runnable> elsewhere = new CopyOnWriteArrayList<>();

	private final List<Integer> failsAt = new CopyOnWriteArrayList<>();

	private final List<Integer> interruptsAt = new CopyOnWriteArrayList<>();

	private final CompletableFuture<@Nullable Exception> end = new CompletableFuture<>();

	private final AtomicInteger ends = new AtomicInteger();

	// any thread
	private volatile boolean endFails;

	ReadLoopTests() {
		ThreadFactory factory = (task) -> {
			Thread thread = new Thread(task, "reads-" + this.threads.incrementAndGet());
			// a test that fails may leave it blocked
			thread.setDaemon(true);
			return thread;
		};
		new ReadLoop(this.incoming, this, factory, this.elsewhere::add, new ReadWatch(this.nanos::get)).start();
	}

	@AfterEach
	void endReading() {
		this.incoming.end();
		this.end.handle((result, failure) -> failure).join();
		assertThat(this.ends).hasValue(1);
	}

	@Override
	public void onBytes(byte[] buffer, int offset, int length, Executor afterwards) {
		int read = buffer[offset];
		this.tasks.getOrDefault(read, List.of()).forEach(afterwards::execute);
		if (this.failsAt.contains(read)) {
			throw new IllegalStateException("planted");
		}
		if (this.interruptsAt.contains(read)) {
			Thread.currentThread().interrupt();
		}
		this.readBy.put(read, Thread.currentThread());
	}

	@Override
	public void onEnd(@Nullable Exception failure) {
		this.ends.incrementAndGet();
		this.end.complete(failure);
		if (this.endFails) {
			throw new IllegalStateException("planted");
		}
	}

	@Test
	void oneTaskRunsOnTheThreadThatHasReadAndOthersElsewhere() {
		CompletableFuture<Thread> first = new CompletableFuture<>();
		Runnable second = () -> {
		};
		this.tasks.put(1, List.of(() -> first.complete(Thread.currentThread()), second));
		this.incoming.add(1);
		assertThat(first.join()).isSameAs(awaitRead(1));
		assertThat(this.elsewhere).containsExactly(second);
		this.incoming.add(2);
		assertThat(awaitRead(2)).isSameAs(first.join());
	}

	@Test
	void aTaskRunsWhenWhatWasReadIsDealtWith() {
		CompletableFuture<Boolean> readBefore = new CompletableFuture<>();
		this.tasks.put(1, List.of(() -> readBefore.complete(this.readBy.containsKey(1))));
		this.incoming.add(1);
		assertThat(readBefore.join()).isTrue();
	}

	@Test
	void anotherThreadReadsOnWhileATaskBlocks() {
		CountDownLatch released = new CountDownLatch(1);
		CompletableFuture<Thread> blocked = new CompletableFuture<>();
		this.tasks.put(1, List.of(() -> {
			blocked.complete(Thread.currentThread());
			awaitQuietly(released);
		}));
		this.incoming.add(1);
		this.incoming.add(2);
		assertThat(awaitRead(2)).isNotSameAs(awaitRead(1));
		released.countDown();
		await("the first thread leaves").until(() -> !blocked.join().isAlive());
		this.incoming.add(3);
		assertThat(awaitRead(3)).isSameAs(awaitRead(2));
	}

	@Test
	void howeverManyThreadsBlockOneReads() {
		CountDownLatch released = new CountDownLatch(1);
		AtomicInteger blocked = new AtomicInteger();
		this.tasks.put(1, List.of(() -> {
			blocked.incrementAndGet();
			awaitQuietly(released);
		}));
		// those in between go elsewhere
		await().until(() -> {
			this.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
			this.incoming.add(1);
			return blocked.get() >= 3;
		});
		this.incoming.add(2);
		awaitRead(2);
		released.countDown();
		assertThat(this.threads).hasValue(blocked.get() + 1);
	}

	@Test
	void afterATaskThatTookLongOthersRunElsewhereForAWhile() {
		CountDownLatch released = new CountDownLatch(1);
		this.tasks.put(1, List.of(() -> awaitQuietly(released)));
		Runnable next = () -> {
		};
		this.tasks.put(2, List.of(next));
		CompletableFuture<Thread> later = new CompletableFuture<>();
		this.tasks.put(3, List.of(() -> later.complete(Thread.currentThread())));
		this.incoming.add(1);
		this.incoming.add(2);
		awaitRead(2);
		assertThat(this.elsewhere).containsExactly(next);
		this.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
		this.incoming.add(3);
		assertThat(later.join()).isSameAs(awaitRead(3));
		released.countDown();
	}

	@Test
	void aTaskThatFailsEndsTheReading() {
		this.tasks.put(1, List.of(() -> {
			throw new IllegalStateException("planted");
		}));
		this.incoming.add(1);
		assertThat(this.end.join()).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void aTaskThatFailsAfterItWasReplacedEndsNothing() {
		CountDownLatch released = new CountDownLatch(1);
		CompletableFuture<Thread> blocked = new CompletableFuture<>();
		this.tasks.put(1, List.of(() -> {
			blocked.complete(Thread.currentThread());
			awaitQuietly(released);
			throw new IllegalStateException("planted");
		}));
		this.incoming.add(1);
		this.incoming.add(2);
		awaitRead(2);
		blocked.join().setUncaughtExceptionHandler((thread, failure) -> {
		});
		released.countDown();
		await().until(() -> !blocked.join().isAlive());
		this.incoming.add(3);
		awaitRead(3);
		assertThat(this.end).isNotDone();
	}

	@Test
	void aTaskOfTheReadThatFailedIsRunAllTheSame() {
		CompletableFuture<Integer> ran = new CompletableFuture<>();
		this.tasks.put(1, List.of(() -> ran.complete(this.ends.get())));
		this.failsAt.add(1);
		this.incoming.add(1);
		assertThat(ran.join()).as("after the end was told").isEqualTo(1);
		assertThat(this.end.join()).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void aTaskIsRunEvenIfTheEndCannotBeTold() {
		CompletableFuture<Integer> ran = new CompletableFuture<>();
		this.tasks.put(1, List.of(() -> {
			// what is thrown at the end is nobody's to catch
			Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
			});
			ran.complete(this.ends.get());
		}));
		this.failsAt.add(1);
		this.endFails = true;
		this.incoming.add(1);
		assertThat(ran.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1);
	}

	@Test
	void anInterruptionThatATaskLeavesBehindIsMetByNobody() {
		this.tasks.put(1, List.of(() -> Thread.currentThread().interrupt()));
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		this.tasks.put(2, List.of(() -> interrupted.complete(Thread.currentThread().isInterrupted())));
		this.incoming.add(1);
		this.incoming.add(2);
		assertThat(interrupted.orTimeout(10, TimeUnit.SECONDS).join()).isFalse();
		assertThat(this.end).isNotDone();
	}

	@Test
	void anInterruptionThatCameWhileItReadIsNotTheTasks() {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		this.tasks.put(1, List.of(() -> interrupted.complete(Thread.currentThread().isInterrupted())));
		this.interruptsAt.add(1);
		this.incoming.add(1);
		assertThat(interrupted.orTimeout(10, TimeUnit.SECONDS).join()).isFalse();
	}

	@Test
	void theThreadThatReadsOnFindsTheClassesOfTheFirst() {
		CountDownLatch released = new CountDownLatch(1);
		this.tasks.put(1, List.of(() -> awaitQuietly(released)));
		this.incoming.add(1);
		this.incoming.add(2);
		Thread second = awaitRead(2);
		released.countDown();
		assertThat(second).isNotSameAs(awaitRead(1));
		assertThat(second.getContextClassLoader()).isNotNull().isSameAs(Thread.currentThread().getContextClassLoader());
	}

	private Thread awaitRead(int number) {
		return await().until(() -> this.readBy.get(number), (thread) -> thread != null);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
