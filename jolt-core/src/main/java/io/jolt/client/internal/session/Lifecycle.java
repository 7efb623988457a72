package io.jolt.client.internal.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a client stands with its broker: attempts to connect, the open connection, its
 * loss and the way back. Its lock is the session's; what it wants held says so. Locks are
 * taken in this order: this one, the subscriptions' or the outbox's, a connection's.
 * Neither user code nor anything that blocks runs under them.
 */
final class Lifecycle implements OwnConnections.Observer {

	private final ClientContext context;

	private final Outbox outbox;

	private final Subscriptions subscriptions;

	// guarded by this
	private final StateMachine machine;

	// guarded by this
	private final Reconnection reconnection;

	// guarded by this
	private final AbsentSubscriptions absent = new AbsentSubscriptions();

	// the attempt under way, null if there is none; guarded by this
	private @Nullable ConnectAttempt attempt;

	// the main connection from its opening to its loss; guarded by this
	private @Nullable BrokerConnection main;

	// whether a failed first attempt is followed by others; guarded by this
	private boolean persistent;

	// ends when the client opens or an attempt fails; guarded by this
	private CompletableFuture<Void> opening = new CompletableFuture<>();

	// as last asked; guarded by this
	private List<JoltAddress> addresses = List.of();

	// guarded by this
	private @Nullable JoltException lastFailure;

	Lifecycle(ClientContext context) {
		this.context = context;
		this.machine = new StateMachine(context.notifier());
		this.reconnection = new Reconnection(context, this::retry, this::waitOn);
		this.outbox = new Outbox(context);
		this.subscriptions = new Subscriptions(context, this);
	}

	Outbox outbox() {
		return this.outbox;
	}

	Subscriptions subscriptions() {
		return this.subscriptions;
	}

	synchronized ClientStatus status() {
		BrokerProfile profile = (this.main != null) ? this.main.profile() : null;
		ConnectionInfo info = (profile != null && this.machine.is(ConnectionState.OPEN)) ? profile.info() : null;
		return new ClientStatus(this.machine.state(), this.addresses.stream().map(JoltAddress::toString).toList(),
				this.context.options().brokerName(), info, this.subscriptions.size(), this.subscriptions.waiting(), 0,
				this.subscriptions.unclaimedDeliveries(), this.lastFailure);
	}

	/**
	 * Where it stands. The lock is held.
	 * @param state a state
	 * @return whether that is the client's
	 */
	boolean is(ConnectionState state) {
		return this.machine.is(state);
	}

	/**
	 * Goes somewhere else, on behalf of the session. The lock is held.
	 * @param next the next state
	 */
	void to(ConnectionState next) {
		this.machine.to(next);
	}

	/**
	 * Starts unless it is started. The lock is held.
	 * @param keepTrying whether to go on after a failed first attempt
	 */
	void start(boolean keepTrying) {
		if (!this.machine.is(ConnectionState.STOPPED)) {
			this.persistent |= keepTrying;
			return;
		}
		this.persistent = keepTrying;
		this.opening = new CompletableFuture<>();
		this.lastFailure = null;
		this.reconnection.reset();
		this.context.refusedCredentials().forget();
		this.outbox.start();
		beginAttempt();
	}

	/**
	 * Tries credentials once more that are not tried any more by themselves. The lock is
	 * held.
	 * @return ends when the client opens or its current attempt fails
	 */
	CompletableFuture<Void> opening() {
		if (this.context.refusedCredentials().isExhausted()) {
			this.context.refusedCredentials().allowOneMore();
			retryNow();
		}
		return this.opening;
	}

	/**
	 * Goes on no more: what was under way is called off. The lock is held.
	 * @param why goes into the failures of what waits
	 * @return the open connection, or {@code null}
	 */
	@Nullable BrokerConnection leave(String why) {
		this.outbox.stop(why);
		this.reconnection.cancel();
		ConnectAttempt cancelled = this.attempt;
		this.attempt = null;
		if (cancelled != null) {
			cancelled.cancel();
		}
		this.absent.clear();
		this.opening.completeExceptionally(new JoltException("The client was not opened: " + why));
		BrokerConnection left = this.main;
		this.main = null;
		return left;
	}

	// the lock is held
	private void retryNow() {
		if (this.machine.is(ConnectionState.BACKING_OFF)) {
			this.reconnection.cancel();
			beginAttempt();
		}
		else {
			this.absent.retryNow();
		}
	}

	// the lock is held
	private void beginAttempt() {
		this.machine.to(ConnectionState.CONNECTING);
		ConnectAttempt next = new ConnectAttempt(this.context, this);
		this.attempt = next;
		this.context.threads().execute(next::run);
	}

	private synchronized void retry(Reconnection.Wait wait) {
		if (this.reconnection.isCurrent(wait)) {
			this.reconnection.cancel();
			beginAttempt();
		}
	}

	private synchronized void waitOn(Reconnection.Wait wait) {
		if (this.reconnection.isCurrent(wait)) {
			this.reconnection.schedule();
		}
	}

	ConnectionEvents newEvents() {
		return new MainConnectionEvents(this.subscriptions.newDispatcher(), this.context.notifier(), this::ended);
	}

	synchronized void addressesKnown(List<JoltAddress> known) {
		this.addresses = known;
	}

	synchronized void connecting(ConnectAttempt current) {
		requireCurrent(current);
		if (!this.machine.is(ConnectionState.CONNECTING)) {
			this.machine.to(ConnectionState.CONNECTING);
		}
	}

	synchronized void handshaking(ConnectAttempt current) {
		requireCurrent(current);
		this.machine.to(ConnectionState.HANDSHAKING);
	}

	synchronized Subscriptions.Resubscription attach(ConnectAttempt current, BrokerConnection connection) {
		requireCurrent(current);
		this.absent.clear();
		return this.subscriptions.attach(connection);
	}

	synchronized void detach(ConnectAttempt current, JoltException cause) {
		if (this.attempt == current) {
			this.subscriptions.detach(cause);
		}
	}

	// the lock is held
	private void requireCurrent(ConnectAttempt current) {
		if (this.attempt != current) {
			throw new JoltException("The client was stopped while it was connecting");
		}
	}

	void opened(ConnectAttempt current, BrokerConnection connection) {
		synchronized (this) {
			requireCurrent(current);
			JoltException failure = connection.failure();
			if (failure != null) {
				this.subscriptions.detach(failure);
				throw failure;
			}
			this.attempt = null;
			this.main = connection;
			this.reconnection.opened();
			this.outbox.open(connection);
			if (!this.absent.isAnyLost()) {
				open();
			}
		}
		connection.flush();
	}

	// the lock is held
	private void open() {
		if (this.absent.isNone()) {
			this.lastFailure = null;
		}
		this.machine.to(ConnectionState.OPEN);
		BrokerProfile profile = (this.main != null) ? this.main.profile() : null;
		if (profile != null) {
			this.context.notifier().opened(profile.info());
		}
		this.opening.complete(null);
	}

	void failed(ConnectAttempt current, JoltException failure) {
		synchronized (this) {
			JoltException cause = this.persistent ? this.context.refusedCredentials().explain(failure) : failure;
			if (this.attempt != current) {
				return;
			}
			this.attempt = null;
			this.context.notifier().connectFailed(cause);
			CompletableFuture<Void> failed = this.opening;
			if (this.persistent) {
				this.opening = new CompletableFuture<>();
				backOff(cause);
			}
			else {
				this.lastFailure = cause;
				this.outbox.stop("the client could not connect, and is stopped: " + cause.getMessage());
				this.machine.to(ConnectionState.STOPPED);
			}
			failed.completeExceptionally(cause);
		}
	}

	/**
	 * The main connection has ended, or one that never became it.
	 * @param connection which one
	 * @param cause why
	 */
	void ended(BrokerConnection connection, JoltException cause) {
		synchronized (this) {
			if (this.main != connection) {
				return;
			}
			this.main = null;
			this.absent.clear();
			this.outbox.lost(connection);
			this.subscriptions.detach(cause);
			if (this.machine.is(ConnectionState.OPEN)) {
				this.opening = new CompletableFuture<>();
				this.context.notifier().lost(cause);
			}
			if (this.machine.is(ConnectionState.OPEN) || this.machine.is(ConnectionState.HANDSHAKING)) {
				this.persistent = true;
				backOff(cause);
			}
		}
	}

	// the lock is held
	private void backOff(JoltException cause) {
		this.lastFailure = cause;
		this.machine.to(ConnectionState.BACKING_OFF);
		this.reconnection.schedule();
	}

	@Override
	public synchronized void lost(OwnConnection connection, JoltException cause) {
		if (this.main == null && this.attempt == null) {
			return;
		}
		this.absent.lost(connection);
		if (this.machine.is(ConnectionState.OPEN)) {
			this.lastFailure = cause;
			this.opening = new CompletableFuture<>();
			this.machine.to(ConnectionState.HANDSHAKING);
			this.context.notifier().lost(cause);
		}
	}

	@Override
	public synchronized void failed(OwnConnection connection, JoltException cause) {
		if (this.main == null) {
			return;
		}
		this.absent.failed(connection);
		this.lastFailure = cause;
		if (this.machine.is(ConnectionState.HANDSHAKING)) {
			CompletableFuture<Void> failed = this.opening;
			this.opening = new CompletableFuture<>();
			failed.completeExceptionally(cause);
		}
	}

	@Override
	public synchronized void settled(OwnConnection connection) {
		if (!this.absent.settled(connection) || this.main == null) {
			return;
		}
		if (this.machine.is(ConnectionState.HANDSHAKING) && !this.absent.isAnyLost()) {
			open();
		}
		else if (this.machine.is(ConnectionState.OPEN) && this.absent.isNone()) {
			this.lastFailure = null;
		}
	}

}
