package io.jolt.client.internal.runtime;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.jolt.client.JoltException;
import io.jolt.client.spi.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Calls foreign code that may hang: providers and the resolver of host names. Each call
 * has its own thread, which is awaited for at most the connect time-out or until the
 * client ends. While a call hangs, the same call is not made again, so that threads do
 * not pile up. Safe for use by several threads.
 */
public final class OutsideCalls {

	// each is a thread that cannot be ended
	private static final int MAX_HANGING = 16;

	private final ClientThreads threads;

	private final Scheduler scheduler;

	private final Duration patience;

	// those whose outcome is awaited; guarded by this
	private final Set<Call<?>> awaited = new HashSet<>();

	// those that were given up and have not returned; guarded by this
	private final Set<Call<?>> hanging = new HashSet<>();

	// guarded by this
	private boolean closed;

	/**
	 * Creates calls.
	 * @param threads run the calls
	 * @param patience how long to wait for one
	 */
	public OutsideCalls(ClientThreads threads, Duration patience) {
		this.threads = threads;
		this.scheduler = threads.scheduler();
		this.patience = patience;
	}

	/**
	 * Makes a call; blocks.
	 * @param <T> what it returns
	 * @param what what is called, for messages; calls of the same name are the same call
	 * @param callable the call
	 * @param wrap wraps what it throws, unless that is already a failure
	 * @return what it returns
	 * @throws JoltException if it fails or does not return in time, or the client is
	 * closed meanwhile
	 */
	public <T extends @Nullable Object> T call(String what, Callable<T> callable,
			Function<Exception, JoltException> wrap) {
		Call<T> call = new Call<>(what, callable);
		begin(call);
		Scheduler.Cancellable timer = this.scheduler.schedule(() -> giveUp(call), this.patience.toNanos());
		try {
			return call.get();
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			if (cause instanceof JoltException failure) {
				throw failure;
			}
			throw (cause instanceof Exception thrown) ? wrap.apply(thrown)
					: new JoltException("The " + what + " failed: " + cause, cause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new JoltException("The thread was interrupted while it waited for the " + what, ex);
		}
		finally {
			timer.cancel();
		}
	}

	private synchronized void begin(Call<?> call) {
		if (this.closed) {
			throw closed();
		}
		if (this.hanging.size() >= MAX_HANGING
				|| this.hanging.stream().anyMatch((other) -> other.what.equals(call.what))) {
			throw hangs("The " + call.what + " still hangs and is not called again before it returns");
		}
		call.thread = this.threads.startUnawaited(() -> run(call));
		this.awaited.add(call);
	}

	private void run(Call<?> call) {
		call.run();
		synchronized (this) {
			this.awaited.remove(call);
			this.hanging.remove(call);
		}
	}

	private void giveUp(Call<?> call) {
		synchronized (this) {
			if (!this.awaited.remove(call)) {
				return;
			}
			this.hanging.add(call);
		}
		call.end(hangs("The " + call.what + " has not returned within the connect time-out of "
				+ this.patience.toMillis() + " ms"));
	}

	/**
	 * Stops waiting for all calls, and makes no more.
	 */
	public void close() {
		List<Call<?>> ended;
		synchronized (this) {
			this.closed = true;
			ended = List.copyOf(this.awaited);
		}
		ended.forEach((call) -> call.end(closed()));
	}

	private static JoltException hangs(String message) {
		return new JoltException(message, new TimeoutException());
	}

	private static JoltException closed() {
		return new JoltException("The client is closed");
	}

	/**
	 * A call, and its outcome.
	 */
	private static final class Call<T extends @Nullable Object> extends CompletableFuture<T> {

		private final String what;

		private final Callable<T> callable;

		// written before the call is awaited
		private @Nullable Thread thread;

		Call(String what, Callable<T> callable) {
			this.what = what;
			this.callable = callable;
		}

		void run() {
			try {
				complete(this.callable.call());
			}
			catch (Throwable ex) {
				// an error must not make the caller wait forever, either
				completeExceptionally(ex);
			}
		}

		void end(JoltException cause) {
			completeExceptionally(cause);
			if (this.thread != null) {
				this.thread.interrupt();
			}
		}

	}

}
