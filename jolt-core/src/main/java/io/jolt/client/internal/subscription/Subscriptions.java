package io.jolt.client.internal.subscription;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.link.BrokerConnection;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.link.Conversation;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.spi.exchange.Exchanges;

/**
 * All subscriptions of a client: those that share its own connection, and those that may
 * block their readers and have their own link.
 */
public final class Subscriptions {

	private final ClientContext context;

	private final Exchanges exchanges;

	private final SharedSubscriptions shared;

	private final OwnLinks own;

	// those whose queues have not ended; a draining one is in neither of the above; added
	// to under this lock
	private final Set<ClientSubscription> unended = ConcurrentHashMap.newKeySet();

	private final LongAdder unclaimed = new LongAdder();

	// guarded by this
	private boolean closed;

	/**
	 * Creates an empty set.
	 * @param context the client's
	 * @param exchanges take what reaches the client's inbox
	 */
	public Subscriptions(ClientContext context, Exchanges exchanges) {
		this.context = context;
		this.exchanges = exchanges;
		this.shared = new SharedSubscriptions(context);
		this.own = new OwnLinks(context);
	}

	/**
	 * Adds a subscription, which is requested at once or with the next connection.
	 * @param options what to subscribe to, and how
	 * @param listener handles the messages
	 * @return the subscription
	 * @throws IllegalStateException if the client is closed
	 */
	public ClientSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener) {
		boolean blocks = options.overflow() == OverflowPolicy.BLOCK;
		ClientSubscription subscription = new ClientSubscription(this.context, options, listener,
				blocks ? this.own::leave : this.shared::leave);
		synchronized (this) {
			if (this.closed) {
				throw new IllegalStateException("The client is closed");
			}
			this.unended.add(subscription);
			if (blocks) {
				this.own.add(subscription);
			}
			else {
				this.shared.add(subscription);
			}
		}
		subscription.queue().onEnd(() -> this.unended.remove(subscription));
		subscription.queue().open();
		this.shared.flush();
		return subscription;
	}

	/**
	 * Begins a new connection of the client.
	 * @return handles what comes on it
	 */
	public Conversation newConversation() {
		return new SharedConversation(this.context, this, this.shared.router(), this.exchanges);
	}

	/**
	 * Subscribes again to everything, on a connection whose handshake is over and on the
	 * subscriptions' own connections. Call {@link BrokerConnection#flush()} afterwards.
	 * @param connection the connection
	 * @param requests receives the requests on that connection
	 * @param others receives what completes when the others were answered
	 */
	void attach(BrokerConnection connection, List<ControlRequest> requests, List<CompletableFuture<Void>> others) {
		requests.addAll(this.shared.attach(connection));
		BrokerProfile profile = connection.profile();
		if (profile != null) {
			others.addAll(this.own.attach(profile));
		}
	}

	/**
	 * The client's own connection has ended.
	 * @param cause why
	 */
	public void detach(JoltException cause) {
		this.shared.detach();
		this.own.detach(cause);
	}

	/**
	 * The client is stopped.
	 * @param cause why
	 */
	public void end(JoltException cause) {
		detach(cause);
		this.own.endLeaving(cause);
	}

	/**
	 * Closes all permanently.
	 */
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		this.unended.forEach(ClientSubscription::close);
	}

	/**
	 * Makes all that wait for their next attempt try at once.
	 */
	public void retryNow() {
		this.own.retryNow();
	}

	/**
	 * The subscriptions that users hold.
	 * @return a snapshot
	 */
	public Stream<ClientSubscription> all() {
		return Stream.concat(this.shared.subscriptions(), this.own.subscriptions());
	}

	/**
	 * A delivery matched no subscription.
	 */
	void unclaimed() {
		this.unclaimed.increment();
	}

	/**
	 * How many deliveries matched no subscription.
	 * @return the number, over all connections
	 */
	public long unclaimedDeliveries() {
		return this.unclaimed.sum();
	}

}
