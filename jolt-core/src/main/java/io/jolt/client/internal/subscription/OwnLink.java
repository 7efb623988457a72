package io.jolt.client.internal.subscription;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.SubscriptionState;
import io.jolt.client.internal.link.BrokerConnection;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.link.Conversation;
import io.jolt.client.internal.link.Failures;
import io.jolt.client.internal.link.Link;
import io.jolt.client.internal.link.LinkAttempt;
import io.jolt.client.internal.link.LinkRole;
import io.jolt.client.internal.link.TurnedAwayException;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

/**
 * The link of a subscription that may block its reader. It leads to the same broker as
 * the client's socket, and lives as long as that socket: if it alone is lost, it
 * reconnects by itself.
 */
final class OwnLink implements LinkRole {

	private final ClientContext context;

	private final ClientSubscription subscription;

	// the client's number of such links
	private final IntSupplier number;

	private final Runnable forget;

	private final Link link;

	// what the client's socket found out; written before the link is opened
	private volatile @Nullable BrokerProfile found;

	// whether the client's users know that it is not active; guarded by the link
	private boolean told;

	// why the socket was lost, reported after the back-off: if the whole broker is gone,
	// so is the client's socket, and its loss says enough. Guarded by the link
	private @Nullable JoltException untold;

	// why the broker refused part of it on the current connection, null if it granted
	// all. Guarded by the link
	private @Nullable JoltException refusedInPart;

	// the connection on which the broker answers the unsubscription; guarded by this
	private @Nullable BrokerConnection leaving;

	// why that answer is no longer awaited; guarded by this
	private @Nullable JoltException cutShort;

	OwnLink(ClientContext context, ClientSubscription subscription, IntSupplier number, Runnable forget) {
		this.context = context;
		this.subscription = subscription;
		this.number = number;
		this.forget = forget;
		this.link = new Link(context, this);
	}

	/**
	 * Connects and subscribes.
	 * @param profile what the client's socket found out
	 * @param keepTrying whether to continue after a failure
	 * @return completes when the broker has answered, even if it has no room, or when the
	 * subscription is no longer wanted; on threads that must not be blocked
	 */
	CompletableFuture<Void> open(BrokerProfile profile, boolean keepTrying) {
		this.found = profile;
		try {
			return this.link.open(keepTrying).handle((opened, failure) -> {
				if (failure == null || this.subscription.state() == SubscriptionState.REFUSED
						|| !this.subscription.isActive()) {
					return null;
				}
				throw (failure instanceof CompletionException wrapped) ? wrapped : new CompletionException(failure);
			});
		}
		catch (IllegalStateException ex) {
			// it was left meanwhile
			return CompletableFuture.completedFuture(null);
		}
	}

	void retryNow() {
		this.link.retryNow();
	}

	/**
	 * Closes the socket until the client's is restored.
	 * @param cause why
	 */
	void disconnect(JoltException cause) {
		this.link.stop("the client has no connection", (connection) -> fail(connection, cause));
	}

	/**
	 * Ends the subscription permanently: unsubscribes, so that everything delivered
	 * before the broker's answer still arrives, and then closes the socket.
	 */
	void leave() {
		this.link.close("the subscription was ended", (connection) -> {
			if (connection == null || !unsubscribe(connection)) {
				left(connection);
			}
		});
	}

	private boolean unsubscribe(BrokerConnection connection) {
		JoltException cut;
		synchronized (this) {
			this.leaving = connection;
			cut = this.cutShort;
		}
		fail((cut != null) ? connection : null, cut);
		List<ControlRequest> requests = this.subscription.keys()
			.stream()
			.map((key) -> key.unsubscribe(this.context.encoder()))
			.toList();
		return connection.sendElsewhere(requests, () -> left(connection));
	}

	/**
	 * Stops waiting for the answer to the unsubscription.
	 * @param cause why
	 */
	void endLeaving(JoltException cause) {
		BrokerConnection connection;
		synchronized (this) {
			this.cutShort = cause;
			connection = this.leaving;
		}
		fail(connection, cause);
	}

	private void left(@Nullable BrokerConnection last) {
		this.forget.run();
		fail(last, new JoltException("The subscription to " + this.subscription.describe() + " was ended"));
		this.subscription.detached();
	}

	private static void fail(@Nullable BrokerConnection connection, @Nullable JoltException cause) {
		if (connection != null && cause != null) {
			connection.fail(cause);
		}
	}

	/**
	 * Continues if the subscription is useful, although the broker may have refused part
	 * of it. On the thread of the attempt.
	 * @param attempt the attempt
	 * @param refusals why parts were refused
	 * @throws JoltException if all was refused, or part of a subscription that was never
	 * fully granted
	 */
	void requireGranted(LinkAttempt attempt, List<? extends JoltException> refusals) {
		boolean whole = refusals.size() == this.subscription.keys().size();
		if (!whole && (refusals.isEmpty() || this.subscription.isConfirmed())) {
			attempt.ifCurrent(() -> this.refusedInPart = refusals.isEmpty() ? null : refusals.get(0));
			return;
		}
		attempt.requireCurrent();
		if (!this.subscription.isConfirmed()) {
			// nothing is reported before the client stops counting it; and all before the
			// link is closed, as whatever waits for that checks the subscription's state
			this.forget.run();
			this.subscription.refused(refusals.get(0));
			this.link.close("the broker refused the subscription", (connection) -> {
			});
		}
		throw new RefusedException(refusals);
	}

	@Override
	public List<JoltAddress> addresses(LinkAttempt attempt) {
		BrokerProfile profile = found();
		// what cannot be requested from the broker is not a reason to connect
		requireGranted(attempt,
				this.subscription.keys()
					.stream()
					.filter((key) -> key.pattern() && !profile.knowsPatterns())
					.map((key) -> Failures.patternsUnknown(profile.address(), key.describe()))
					.toList());
		return List.of(profile.address());
	}

	@Override
	public List<InetSocketAddress> resolve(JoltAddress address) {
		return List.of(found().remote());
	}

	@Override
	public Conversation newConversation() {
		return new OwnConversation(this.context, this, this.subscription, found());
	}

	private BrokerProfile found() {
		return Objects.requireNonNull(this.found);
	}

	@Override
	public void opened(BrokerConnection connection) {
		JoltException refusal = this.refusedInPart;
		if (refusal != null) {
			refusedForNow(refusal, this.told);
			return;
		}
		this.subscription.confirm();
		if (this.told) {
			this.told = false;
			this.context.notifier()
				.subscriptionChanged(this.subscription, SubscriptionState.ACTIVE, null, this.subscription::tell);
		}
	}

	@Override
	public boolean failed(JoltException cause, boolean persistent) {
		if (cause instanceof RefusedException refused) {
			refusedForNow(refused.refusals.get(0), this.told);
			refused.refusals.forEach(this.context.notifier()::error);
			// it is tried again when the client's socket is restored
			return false;
		}
		if (cause instanceof TurnedAwayException turned && turned.isForWantOfRoom()) {
			refusedForNow(noRoom(turned), true);
			return true;
		}
		this.subscription.lost(cause);
		if (persistent && cause instanceof JoltAuthenticationException) {
			this.context.notifier().connectFailed(cause);
		}
		else if (persistent && !this.told && this.subscription.isActive()) {
			tell(this.subscription.state(), cause);
		}
		return persistent;
	}

	private void refusedForNow(JoltException refusal, boolean tell) {
		if (this.subscription.refusedForNow(refusal) && tell) {
			tell(SubscriptionState.REFUSED, refusal);
		}
	}

	private JoltRejectedException noRoom(TurnedAwayException turned) {
		int blocking = this.number.getAsInt();
		return new JoltRejectedException("The subscription to " + this.subscription.describe()
				+ " has no connection because the broker has no room for one more: " + turned.words()
				+ ". Each blocking subscription has its own socket, so this client needs " + blocking + " + 1 = "
				+ (blocking + 1) + " connections. Raise the broker's limit, or give some subscriptions an overflow"
				+ " policy other than BLOCK, so that they share the client's connection", turned.code());
	}

	private void tell(SubscriptionState state, JoltException cause) {
		this.told = true;
		this.context.notifier().subscriptionChanged(this.subscription, state, cause, this.subscription::tell);
	}

	@Override
	public void lost(BrokerConnection connection, JoltException cause) {
		if (this.subscription.lost(cause)) {
			this.untold = cause;
		}
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		if (current == ConnectionState.CONNECTING && this.untold != null) {
			tell(SubscriptionState.RECONNECTING, this.untold);
			this.untold = null;
		}
	}

	@Override
	public void quitting(String why) {
		this.untold = null;
		this.subscription.lost(null);
	}

	/**
	 * The broker refused a subscription, or part of it.
	 */
	private static final class RefusedException extends JoltException {

		private static final long serialVersionUID = 1L;

		private final transient List<JoltException> refusals;

		RefusedException(List<? extends JoltException> refusals) {
			super("The subscription was refused: " + refusals.get(0).getMessage());
			this.refusals = List.copyOf(refusals);
		}

	}

}
