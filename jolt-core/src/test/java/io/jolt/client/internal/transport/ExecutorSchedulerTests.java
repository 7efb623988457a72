package io.jolt.client.internal.transport;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jolt.client.spi.Scheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is due later where there is no thread to be had, or none any more.
 */
@Timeout(30)
class ExecutorSchedulerTests {

	@Test
	void whatHasNoThreadDoesNotFailItsCallerAndRunsWithTheNextThatHasOne() throws InterruptedException {
		AtomicBoolean exhausted = new AtomicBoolean(true);
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			if (exhausted.get()) {
				throw new OutOfMemoryError("no thread, on purpose");
			}
			return new Thread(task, "scheduler");
		});
		try {
			Scheduler scheduler = new ExecutorScheduler(executor);
			CountDownLatch ran = new CountDownLatch(2);
			scheduler.schedule(ran::countDown, 0).cancel();
			exhausted.set(false);
			assertThat(ran.getCount()).isEqualTo(2);
			scheduler.schedule(ran::countDown, 0);
			assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void nothingIsDueOnceTheExecutorIsShutDown() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
		executor.shutdownNow();
		AtomicBoolean ran = new AtomicBoolean();
		new ExecutorScheduler(executor).schedule(() -> ran.set(true), 0).cancel();
		assertThat(ran).isFalse();
	}

}
