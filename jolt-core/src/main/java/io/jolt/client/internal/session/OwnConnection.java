package io.jolt.client.internal.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.jolt.client.JoltException;
import io.jolt.client.internal.transport.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a subscription that may make its reader wait. It asks the broker
 * nothing, for it takes over what the main connection found; when it is lost while that
 * one stands, it returns by itself, with the same back-off.
 */
final class OwnConnection {

	private final ClientContext context;

	private final ClientSubscription subscription;

	private final OwnConnections.Observer observer;

	private final Runnable forget;

	private final Backoff backoff;

	// guarded by this
	private Phase phase = Phase.DOWN;

	// counts the attempts, so that an overtaken one finds out; guarded by this
	private long attempt;

	// the one that connects or is up; guarded by this
	private @Nullable BrokerConnection connection;

	// the next attempt; guarded by this
	private Scheduler.@Nullable Cancellable retry;

	// what the main connection found, null while there is none; guarded by this
	private @Nullable BrokerProfile profile;

	OwnConnection(ClientContext context, ClientSubscription subscription, OwnConnections.Observer observer,
			Runnable forget) {
		this.context = context;
		this.subscription = subscription;
		this.observer = observer;
		this.forget = forget;
		this.backoff = new Backoff(context);
	}

	String describe() {
		return this.subscription.describe();
	}

	/**
	 * Connects and subscribes, and tries again if that fails.
	 * @param found what the main connection found
	 */
	void establish(BrokerProfile found) {
		begin(found, new CompletableFuture<>(), (failure) -> {
			JoltException cause = this.context.refusedCredentials().explain(failure);
			this.context.notifier().connectFailed(cause);
			this.observer.failed(this, cause);
			retry(found);
		});
	}

	/**
	 * Connects and subscribes, once.
	 * @param found what the main connection found
	 * @return completes when the broker has answered
	 */
	CompletableFuture<Void> connect(BrokerProfile found) {
		CompletableFuture<Void> result = new CompletableFuture<>();
		begin(found, result, (cause) -> {
		});
		return result;
	}

	private void begin(BrokerProfile found, CompletableFuture<Void> result, Consumer<JoltException> onFailure) {
		long number;
		BrokerConnection replaced;
		synchronized (this) {
			if (isLeft()) {
				result.complete(null);
				return;
			}
			cancelRetry();
			replaced = this.connection;
			this.connection = null;
			this.profile = found;
			this.phase = Phase.CONNECTING;
			number = ++this.attempt;
		}
		if (replaced != null) {
			replaced.fail(new JoltException("The connection of the subscription to " + describe() + " is made anew"));
		}
		try {
			this.context.threads().execute(() -> attempt(number, found, result, onFailure));
		}
		catch (RejectedExecutionException ex) {
			result.completeExceptionally(new JoltException("The client is closed", ex));
		}
	}

	private void attempt(long number, BrokerProfile found, CompletableFuture<Void> result,
			Consumer<JoltException> onFailure) {
		try {
			new OwnAttempt(this.context, this.subscription, found, this, number).run();
			result.complete(null);
		}
		catch (Throwable ex) {
			// an error, too: without an end of its attempt it would make no other
			JoltException failure = Failures.ofAttempt(ex);
			if (down(number)) {
				onFailure.accept(failure);
			}
			else if (isLeft()) {
				// nobody wants it any more, which is no reason for the main connection to
				// be made anew
				result.complete(null);
			}
			result.completeExceptionally(failure);
		}
	}

	private synchronized boolean isLeft() {
		return this.phase == Phase.LEAVING || this.phase == Phase.ENDED;
	}

	synchronized void created(long number, BrokerConnection created) {
		if (this.attempt != number) {
			throw changed();
		}
		this.connection = created;
	}

	private JoltException changed() {
		return new JoltException("The subscription to " + describe() + " has changed meanwhile");
	}

	void up(long number, BrokerConnection created) {
		synchronized (this) {
			if (this.attempt != number) {
				created.fail(changed());
				return;
			}
			JoltException failure = created.failure();
			if (failure != null) {
				throw failure;
			}
			this.phase = Phase.UP;
			this.backoff.opened();
			this.subscription.confirm();
		}
		this.observer.settled(this);
	}

	void refused(long number, SubscribeRound round) {
		boolean forGood;
		synchronized (this) {
			if (this.attempt != number) {
				return;
			}
			this.connection = null;
			forGood = !this.subscription.isConfirmed();
			this.phase = forGood ? Phase.ENDED : Phase.DOWN;
		}
		if (forGood) {
			this.forget.run();
			this.subscription.refused(round.refusals().get(0));
		}
		else {
			// it is tried again when the main connection is made anew
			round.refusals().forEach(this.context.notifier()::error);
		}
		this.observer.settled(this);
	}

	private synchronized boolean down(long number) {
		boolean current = this.attempt == number;
		if (current) {
			this.connection = null;
			this.phase = Phase.DOWN;
		}
		return current;
	}

	void ended(BrokerConnection ended, JoltException cause) {
		synchronized (this) {
			if (this.connection != ended || this.phase != Phase.UP) {
				return;
			}
			this.connection = null;
			this.phase = Phase.DOWN;
			this.attempt++;
		}
		this.observer.lost(this, cause);
		BrokerProfile found = ended.profile();
		if (found != null) {
			retry(found);
		}
	}

	private synchronized void retry(BrokerProfile found) {
		if (this.phase == Phase.DOWN && found.equals(this.profile)) {
			this.retry = this.context.scheduler().schedule(() -> retryDue(found), this.backoff.nextDelayNanos());
		}
	}

	// it may have been called off when it had just begun
	private synchronized void retryDue(BrokerProfile found) {
		if (this.phase == Phase.DOWN && found.equals(this.profile)) {
			establish(found);
		}
	}

	/**
	 * Does not wait for the next attempt.
	 */
	synchronized void retryNow() {
		if (this.phase == Phase.DOWN && this.profile != null) {
			establish(this.profile);
		}
	}

	/**
	 * Whether the broker has granted it on this connection.
	 * @return {@code false} while it is on its way
	 */
	synchronized boolean isUp() {
		return this.phase == Phase.UP;
	}

	// the lock is held
	private void cancelRetry() {
		if (this.retry != null) {
			this.retry.cancel();
			this.retry = null;
		}
	}

	/**
	 * Ends the connection, until the main one has returned.
	 * @param cause why
	 */
	void disconnect(JoltException cause) {
		BrokerConnection closed;
		synchronized (this) {
			cancelRetry();
			this.attempt++;
			this.profile = null;
			closed = this.connection;
			if (this.phase == Phase.UP || this.phase == Phase.CONNECTING) {
				this.phase = Phase.DOWN;
				this.connection = null;
			}
		}
		if (closed != null) {
			closed.fail(cause);
		}
	}

	/**
	 * Ends the subscription for good: unsubscribes, so that all that was delivered before
	 * the broker's answer still comes, and closes the connection after it.
	 */
	void leave() {
		BrokerConnection current;
		boolean up;
		synchronized (this) {
			cancelRetry();
			this.attempt++;
			up = this.phase == Phase.UP;
			this.phase = up ? Phase.LEAVING : Phase.ENDED;
			current = this.connection;
		}
		if (current == null || !up || !unsubscribe(current)) {
			left(current);
		}
		this.observer.settled(this);
	}

	private boolean unsubscribe(BrokerConnection current) {
		List<ControlRequest> requests = this.subscription.keys()
			.stream()
			.map((key) -> key.unsubscribe(this.context.encoder()))
			.toList();
		return current.sendElsewhere(requests, () -> left(current));
	}

	private void left(@Nullable BrokerConnection last) {
		synchronized (this) {
			this.phase = Phase.ENDED;
			this.connection = null;
		}
		this.forget.run();
		if (last != null) {
			last.fail(new JoltException("The subscription to " + describe() + " was ended"));
		}
		this.subscription.detached();
	}

	private enum Phase {

		DOWN, CONNECTING, UP, LEAVING, ENDED

	}

}
