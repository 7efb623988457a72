package io.jolt.client.internal.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.jolt.client.spi.Scheduler;

/**
 * A scheduler on the JDK's shared timer, for users without their own thread.
 */
public final class JdkTimer implements Scheduler {

	@Override
	public Cancellable schedule(Runnable task, long delayNanos) {
		CompletableFuture<Void> scheduled = CompletableFuture.runAsync(task,
				CompletableFuture.delayedExecutor(Math.max(0, delayNanos), TimeUnit.NANOSECONDS));
		return () -> scheduled.cancel(false);
	}

}
