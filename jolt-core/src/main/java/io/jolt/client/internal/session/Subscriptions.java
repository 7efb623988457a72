package io.jolt.client.internal.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;

/**
 * All subscriptions of a client: those that share its main connection, and those whose
 * readers may wait and that have one of their own.
 */
final class Subscriptions {

	private final ClientContext context;

	private final SharedSubscriptions shared;

	private final OwnConnections own;

	private final LongAdder unclaimed = new LongAdder();

	// guarded by this
	private boolean closed;

	Subscriptions(ClientContext context, OwnConnections.Observer observer) {
		this.context = context;
		this.shared = new SharedSubscriptions(context);
		this.own = new OwnConnections(context, observer);
	}

	ClientSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener) {
		boolean ownConnection = options.overflow() == OverflowPolicy.BLOCK;
		ClientSubscription subscription = new ClientSubscription(this.context, options, listener,
				ownConnection ? this.own::leave : this.shared::leave);
		synchronized (this) {
			if (this.closed) {
				throw new IllegalStateException("The client is closed");
			}
			if (ownConnection) {
				this.own.add(subscription);
			}
			else {
				this.shared.add(subscription);
			}
		}
		subscription.queue().open();
		this.shared.flush();
		return subscription;
	}

	Dispatcher newDispatcher() {
		return new Dispatcher(this.shared.router(), this.unclaimed::increment);
	}

	/**
	 * Subscribes again to all, on a connection whose handshake is over and, where
	 * subscriptions have their own, beside it.
	 * @param connection the connection
	 * @return what completes when all was answered
	 */
	Resubscription attach(BrokerConnection connection) {
		List<ControlRequest> requests = this.shared.attach(connection);
		BrokerProfile profile = connection.profile();
		List<CompletableFuture<Void>> others = (profile != null) ? this.own.attach(profile) : List.of();
		return new Resubscription(requests, others);
	}

	/**
	 * The main connection has ended.
	 * @param cause why
	 */
	void detach(JoltException cause) {
		this.shared.detach();
		this.own.detach(cause);
	}

	/**
	 * The client is stopped.
	 * @param cause why
	 */
	void end(JoltException cause) {
		detach(cause);
		this.own.endLeaving(cause);
	}

	void close() {
		synchronized (this) {
			this.closed = true;
		}
		this.shared.close();
		this.own.close();
	}

	int size() {
		return this.shared.size() + this.own.size();
	}

	/**
	 * How many the broker has not granted on the current connections.
	 * @return the number; all of them while there is no connection
	 */
	int waiting() {
		return this.shared.waiting() + this.own.waiting();
	}

	/**
	 * How many deliveries have matched no subscription.
	 * @return the number, over all connections
	 */
	long unclaimedDeliveries() {
		return this.unclaimed.sum();
	}

	/**
	 * Subscriptions on their way.
	 *
	 * @param shared those on the main connection
	 * @param own those on connections of their own
	 */
	record Resubscription(List<ControlRequest> shared, List<CompletableFuture<Void>> own) {

	}

}
