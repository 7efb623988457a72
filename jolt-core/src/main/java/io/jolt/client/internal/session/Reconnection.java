package io.jolt.client.internal.session;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.jolt.client.JoltException;
import io.jolt.client.internal.transport.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The wait before a client's next attempt. Where the broker has refused the credentials
 * too often, its end is only a look at whether they have changed. Guarded by its owner's
 * lock, which its tasks do not hold.
 */
final class Reconnection {

	private final ClientContext context;

	// tries now, or waits once more; called without the lock
	private final Consumer<Wait> retry;

	private final Consumer<Wait> waitOn;

	private final Backoff backoff;

	// null while nothing is waited for
	private @Nullable Wait current;

	Reconnection(ClientContext context, Consumer<Wait> retry, Consumer<Wait> waitOn) {
		this.context = context;
		this.retry = retry;
		this.waitOn = waitOn;
		this.backoff = new Backoff(context);
	}

	void reset() {
		this.backoff.reset();
	}

	void opened() {
		this.backoff.opened();
	}

	void schedule() {
		Wait next = new Wait();
		this.current = next;
		next.timer = this.context.scheduler().schedule(() -> over(next), this.backoff.nextDelayNanos());
	}

	void cancel() {
		if (this.current != null && this.current.timer != null) {
			this.current.timer.cancel();
		}
		this.current = null;
	}

	boolean isCurrent(Wait wait) {
		return this.current == wait;
	}

	// on the scheduler's thread, which must not block
	private void over(Wait wait) {
		if (!this.context.refusedCredentials().isExhausted()) {
			this.retry.accept(wait);
			return;
		}
		try {
			this.context.threads().execute(() -> look(wait));
		}
		catch (RejectedExecutionException ex) {
			// the client is closed
		}
	}

	private void look(Wait wait) {
		boolean same;
		try {
			same = this.context.refusedCredentials().isExhausted(this.context.credentials());
		}
		catch (JoltException ex) {
			same = true;
		}
		(same ? this.waitOn : this.retry).accept(wait);
	}

	/**
	 * One wait, to be told from those before and after it.
	 */
	static final class Wait {

		// guarded by the owner's lock
		private Scheduler.@Nullable Cancellable timer;

	}

}
