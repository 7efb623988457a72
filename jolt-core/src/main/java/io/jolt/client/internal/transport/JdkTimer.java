package io.jolt.client.internal.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler on the timer that the JDK keeps for all, for those who have no thread of
 * their own.
 */
public final class JdkTimer implements Scheduler {

	@Override
	public Cancellable schedule(Runnable task, long delayNanos) {
		CompletableFuture<Void> scheduled = CompletableFuture.runAsync(task,
				CompletableFuture.delayedExecutor(Math.max(0, delayNanos), TimeUnit.NANOSECONDS));
		return () -> scheduled.cancel(false);
	}

}
