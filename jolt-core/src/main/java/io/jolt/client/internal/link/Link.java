package io.jolt.client.internal.link;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.spi.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is restored when it fails or is lost: connects, shakes hands,
 * subscribes, and backs off before the next attempt. A client has one for itself and one
 * for each subscription that may block its reader; their {@link LinkRole} makes the
 * difference. All transitions happen here, under a lock that nothing else takes;
 * {@link ConnectionState} shows them.
 */
public final class Link {

	private final ClientContext context;

	private final LinkRole role;

	// guarded by this
	private final Backoff backoff;

	// guarded by this
	private ConnectionState state = ConnectionState.STOPPED;

	// the attempt under way, null if there is none; guarded by this
	private @Nullable LinkAttempt attempt;

	// the open connection, null while there is none; guarded by this
	private @Nullable BrokerConnection connection;

	// the connection that a stop is flushing, so that a close can cut it short; guarded
	// by this
	private @Nullable BrokerConnection leaving;

	// the wait before the next attempt, null while there is none; guarded by this
	private @Nullable Wait wait;

	// whether to try again after a failed attempt; guarded by this
	private boolean persistent;

	// ends when the link opens or an attempt fails; guarded by this
	private CompletableFuture<Void> opening = new CompletableFuture<>();

	// why the last attempt failed or the last connection was lost; written under this
	// lock, read by any thread
	private volatile @Nullable JoltException failure;

	/**
	 * Creates a link that is stopped.
	 * @param context the client's
	 * @param role what it is for
	 */
	public Link(ClientContext context, LinkRole role) {
		this.context = context;
		this.role = role;
		this.backoff = new Backoff(context);
	}

	/**
	 * Why it is not open.
	 * @return the cause, or {@code null} if it is open or nothing has failed yet
	 */
	public @Nullable JoltException failure() {
		return this.failure;
	}

	/**
	 * Reads the state and the matching connection together.
	 * @param <T> the result
	 * @param view is given the state and the open connection, or {@code null}, under the
	 * lock; must not block
	 * @return the result
	 */
	public synchronized <T> T look(BiFunction<ConnectionState, @Nullable BrokerConnection, T> view) {
		return view.apply(this.state, this.connection);
	}

	/**
	 * Opens it unless it is open or about to be. Waits while it is being stopped.
	 * @param keepTrying whether to go on after a failed attempt
	 * @return ends when it opens or its current attempt fails; its dependents must not
	 * block
	 * @throws IllegalStateException if it is closed
	 */
	public synchronized CompletableFuture<Void> open(boolean keepTrying) {
		awaitStopped();
		if (this.state == ConnectionState.CLOSED) {
			throw new IllegalStateException("The client is closed");
		}
		if (this.state != ConnectionState.STOPPED) {
			this.persistent |= keepTrying;
			return this.opening;
		}
		this.persistent = keepTrying;
		this.opening = new CompletableFuture<>();
		this.failure = null;
		this.backoff.reset();
		this.role.starting();
		beginAttempt();
		return this.opening;
	}

	/**
	 * Cuts the back-off short.
	 */
	public synchronized void retryNow() {
		if (this.state == ConnectionState.BACKING_OFF) {
			cancelWait();
			beginAttempt();
		}
	}

	/**
	 * Stops it, so that it can be opened again; does nothing unless it is open or about
	 * to be.
	 * @param why the reason for the failures of what waits
	 * @param farewell ends the connection that was open, or gets {@code null}; called
	 * without the lock, may block
	 */
	public void stop(String why, Consumer<@Nullable BrokerConnection> farewell) {
		BrokerConnection left;
		synchronized (this) {
			awaitStopped();
			if (this.state == ConnectionState.STOPPED || this.state == ConnectionState.CLOSED) {
				return;
			}
			to(ConnectionState.STOPPING);
			left = quit(why);
		}
		farewell.accept(left);
		synchronized (this) {
			this.leaving = null;
			if (this.state == ConnectionState.STOPPING) {
				to(ConnectionState.STOPPED);
			}
			notifyAll();
		}
	}

	/**
	 * Closes it permanently, in any state; cuts short a stop that is under way.
	 * @param why the reason for the failures of what waits
	 * @param farewell as in {@link #stop}; also given what a stop has not yet ended
	 */
	public void close(String why, Consumer<@Nullable BrokerConnection> farewell) {
		BrokerConnection left;
		synchronized (this) {
			if (this.state == ConnectionState.CLOSED) {
				return;
			}
			to(ConnectionState.CLOSED);
			left = quit(why);
			notifyAll();
		}
		farewell.accept(left);
	}

	// the lock is held, and released while it waits
	private void awaitStopped() {
		boolean interrupted = false;
		while (this.state == ConnectionState.STOPPING) {
			try {
				wait();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	// the lock is held
	private @Nullable BrokerConnection quit(String why) {
		this.role.quitting(why);
		cancelWait();
		LinkAttempt cancelled = this.attempt;
		this.attempt = null;
		if (cancelled != null) {
			cancelled.cancel();
		}
		this.opening.completeExceptionally(new JoltException("The client was not opened: " + why));
		if (this.connection != null) {
			this.leaving = this.connection;
			this.connection = null;
		}
		return this.leaving;
	}

	// the lock is held
	private void beginAttempt() {
		to(ConnectionState.CONNECTING);
		LinkAttempt next = new LinkAttempt(this.context, this, this.role);
		this.attempt = next;
		try {
			this.context.threads().execute(next);
		}
		catch (RejectedExecutionException ex) {
			// the client is closed, and closes this
			next.cancel();
		}
		catch (Error ex) {
			// no thread is available
			failed(next, Failures.ofAttempt(ex));
		}
	}

	// the lock is held
	private void requireCurrent(LinkAttempt current) {
		if (this.attempt != current) {
			throw LinkAttempt.cancellation();
		}
	}

	synchronized void connecting(LinkAttempt current) {
		requireCurrent(current);
		if (this.state != ConnectionState.CONNECTING) {
			to(ConnectionState.CONNECTING);
		}
	}

	synchronized void handshaking(LinkAttempt current) {
		requireCurrent(current);
		to(ConnectionState.HANDSHAKING);
	}

	/**
	 * Does something on behalf of an attempt, unless that was called off; stopping or
	 * closing the link waits meanwhile.
	 * @param current the attempt
	 * @param action what to do, under the lock; must not block
	 * @throws JoltException if the attempt was called off
	 */
	synchronized void doFor(LinkAttempt current, Runnable action) {
		requireCurrent(current);
		action.run();
	}

	/**
	 * A connection of an attempt has failed; the attempt may try others.
	 * @param current the attempt
	 * @param cause why
	 */
	synchronized void abandoned(LinkAttempt current, JoltException cause) {
		if (this.attempt == current) {
			this.role.abandoned(cause);
		}
	}

	void opened(LinkAttempt current, BrokerConnection opened) {
		synchronized (this) {
			requireCurrent(current);
			JoltException lost = opened.failure();
			if (lost != null) {
				this.role.abandoned(lost);
				throw lost;
			}
			this.attempt = null;
			this.connection = opened;
			this.failure = null;
			this.backoff.opened();
			this.role.opened(opened);
			to(ConnectionState.OPEN);
			this.opening.complete(null);
		}
		opened.flush();
	}

	synchronized void failed(LinkAttempt current, JoltException thrown) {
		if (this.attempt != current) {
			return;
		}
		JoltException cause = this.persistent ? this.context.refusedCredentials().explain(thrown) : thrown;
		this.attempt = null;
		this.persistent = this.role.failed(cause, this.persistent);
		this.failure = cause;
		CompletableFuture<Void> failed = this.opening;
		if (this.persistent) {
			backOff();
		}
		else {
			to(ConnectionState.STOPPED);
		}
		failed.completeExceptionally(cause);
	}

	/**
	 * A connection has ended.
	 * @param ended the open connection, or one that never opened
	 * @param cause why
	 */
	synchronized void ended(BrokerConnection ended, JoltException cause) {
		if (this.connection == ended) {
			this.connection = null;
			this.persistent = true;
			this.failure = cause;
			this.role.lost(ended, cause);
			backOff();
		}
	}

	// the lock is held
	private void backOff() {
		this.opening = new CompletableFuture<>();
		to(ConnectionState.BACKING_OFF);
		schedule();
	}

	// the lock is held
	private void schedule() {
		Wait next = new Wait();
		this.wait = next;
		next.timer = this.context.scheduler().schedule(() -> over(next), this.backoff.nextDelayNanos());
	}

	// the lock is held
	private void cancelWait() {
		if (this.wait != null && this.wait.timer != null) {
			this.wait.timer.cancel();
		}
		this.wait = null;
	}

	// on the scheduler's thread, which must not block
	private void over(Wait waited) {
		if (!this.context.refusedCredentials().isExhausted()) {
			goOn(waited, true);
			return;
		}
		try {
			this.context.threads().execute(() -> goOn(waited, areCredentialsOthers()));
		}
		catch (RejectedExecutionException ex) {
			// the client is closed
		}
		catch (Error ex) {
			// no thread is available
			goOn(waited, false);
		}
	}

	// if the broker has refused the credentials too often, the wait ends only to check
	// whether they have changed
	private boolean areCredentialsOthers() {
		try {
			return !this.context.refusedCredentials().isExhausted(this.context.credentials());
		}
		catch (JoltException ex) {
			return false;
		}
	}

	private synchronized void goOn(Wait waited, boolean tryAgain) {
		// it may have been called off just after it began
		if (this.wait != waited) {
			return;
		}
		if (tryAgain) {
			retryNow();
		}
		else {
			schedule();
		}
	}

	// the lock is held
	private void to(ConnectionState next) {
		ConnectionState previous = this.state;
		if (next != ConnectionState.CLOSED && !next(previous).contains(next)) {
			throw new IllegalStateException("No transition leads from " + previous + " to " + next);
		}
		this.state = next;
		this.role.stateChanged(previous, next);
	}

	private static Set<ConnectionState> next(ConnectionState from) {
		return switch (from) {
			case STOPPED -> EnumSet.of(ConnectionState.CONNECTING);
			case CONNECTING -> EnumSet.of(ConnectionState.HANDSHAKING, ConnectionState.BACKING_OFF,
					ConnectionState.STOPPED, ConnectionState.STOPPING);
			case HANDSHAKING -> EnumSet.of(ConnectionState.OPEN, ConnectionState.CONNECTING,
					ConnectionState.BACKING_OFF, ConnectionState.STOPPED, ConnectionState.STOPPING);
			case OPEN -> EnumSet.of(ConnectionState.BACKING_OFF, ConnectionState.STOPPING);
			case BACKING_OFF -> EnumSet.of(ConnectionState.CONNECTING, ConnectionState.STOPPING);
			case STOPPING -> EnumSet.of(ConnectionState.STOPPED);
			case CLOSED -> EnumSet.noneOf(ConnectionState.class);
		};
	}

	/**
	 * One wait, distinguishable from those before and after it.
	 */
	private static final class Wait {

		// guarded by the link
		private Scheduler.@Nullable Cancellable timer;

	}

}
