package io.jolt.client.internal.subscription;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.jolt.client.JoltException;
import io.jolt.client.internal.link.BrokerConnection;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.spi.TopicRouter;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions on the client's main connection. Those to one topic share one on the
 * wire: the first listener's sends {@code sub}, the last one's {@code unsub}. Requests
 * are enqueued in the order of the changes, so that the last change determines the
 * broker's state.
 */
final class SharedSubscriptions {

	private final ClientContext context;

	private final TopicRouter router = new TopicRouter();

	// guarded by this
	private final Map<WireKey, WireSubscription> wires = new LinkedHashMap<>();

	// guarded by this
	private final Map<ClientSubscription, SharedSubscription> members = new LinkedHashMap<>();

	// where requests go, null while there is no connection; guarded by this
	private @Nullable BrokerConnection connection;

	SharedSubscriptions(ClientContext context) {
		this.context = context;
	}

	TopicRouter router() {
		return this.router;
	}

	/**
	 * Adds a subscription, and subscribes to what it is the first to want. Call
	 * {@link #flush()} afterwards.
	 * @param subscription the subscription
	 */
	synchronized void add(ClientSubscription subscription) {
		SharedSubscription member = new SharedSubscription(subscription);
		this.members.put(subscription, member);
		for (WireKey key : subscription.keys()) {
			this.wires.computeIfAbsent(key, WireSubscription::new).join(member);
		}
		this.router.add(subscription.topics(), subscription.patterns(), subscription.group(), subscription.queue());
		member.confirmIfComplete();
		member.wires.forEach((wire) -> subscribe(wire, false));
	}

	void flush() {
		BrokerConnection current;
		synchronized (this) {
			current = this.connection;
		}
		if (current != null) {
			// a caller that subscribes does not wait for the socket
			current.flushElsewhere();
		}
	}

	/**
	 * Unsubscribes from what a subscription is the last to want.
	 * @param subscription the subscription, which is notified when nothing more will come
	 */
	void leave(ClientSubscription subscription) {
		boolean over;
		synchronized (this) {
			SharedSubscription member = this.members.remove(subscription);
			// null if it was refused meanwhile
			over = member != null && !leaveWires(member, () -> detach(subscription));
		}
		if (over) {
			detach(subscription);
		}
		flush();
	}

	/**
	 * Takes a removed subscription off its wires. The lock is held; call {@link #flush()}
	 * afterwards.
	 * @param member the subscription
	 * @param whenOver runs when nothing more will come to it, on any thread
	 * @return {@code false}, and the task will not run, if nothing more will come already
	 */
	private boolean leaveWires(SharedSubscription member, Runnable whenOver) {
		List<ControlRequest> requests = new ArrayList<>();
		for (WireSubscription wire : member.wires) {
			wire.members.remove(member);
			if (wire.members.isEmpty()) {
				this.wires.remove(wire.key);
				if (!wire.isAbsent()) {
					requests.add(wire.key.unsubscribe(this.context.encoder()));
				}
			}
		}
		return this.connection != null && this.connection.enqueue(requests, whenOver);
	}

	private void detach(ClientSubscription subscription) {
		this.router.remove(subscription.topics(), subscription.patterns(), subscription.group(), subscription.queue());
		subscription.detached();
	}

	/**
	 * Subscribes again to everything on a new connection, to which all later changes go
	 * as well. Call {@link BrokerConnection#flush()} afterwards.
	 * @param current the connection, whose handshake is over
	 * @return the requests, whose answers are handled when they complete
	 */
	synchronized List<ControlRequest> attach(BrokerConnection current) {
		detach();
		this.connection = current;
		List<ControlRequest> requests = new ArrayList<>();
		for (WireSubscription wire : List.copyOf(this.wires.values())) {
			subscribe(wire, true);
			if (wire.request != null) {
				requests.add(wire.request);
			}
		}
		return requests;
	}

	/**
	 * The connection is gone for now.
	 */
	synchronized void detach() {
		this.connection = null;
		this.wires.values().forEach(WireSubscription::absent);
	}

	synchronized Stream<ClientSubscription> subscriptions() {
		return List.copyOf(this.members.keySet()).stream();
	}

	// the lock is held
	private void subscribe(WireSubscription wire, boolean inHandshake) {
		BrokerConnection current = this.connection;
		if (current == null || !wire.isAbsent() || wire.members.isEmpty()) {
			// not now, not again, or its only subscription was refused another topic
			return;
		}
		BrokerProfile profile = current.profile();
		ControlRequest request;
		try {
			request = wire.key.subscribe(this.context.encoder(), profile, current.address());
		}
		catch (JoltException ex) {
			refused(wire, ex);
			return;
		}
		wire.requested(request);
		request.whenAnswered((answer) -> answered(wire, request, answer, inHandshake));
		if (!current.enqueue(request)) {
			wire.absent();
		}
	}

	// on the reader's thread
	private synchronized void answered(WireSubscription wire, ControlRequest request, Answer answer,
			boolean inHandshake) {
		if (wire.request != request) {
			return;
		}
		if (answer.ok()) {
			wire.present();
		}
		else if (inHandshake && answer.isAuthenticationRequired()) {
			// that does not answer the subscription: the handshake fails
			wire.absent();
		}
		else {
			refused(wire, request.rejected(answer));
		}
	}

	// the lock is held
	private void refused(WireSubscription wire, JoltException cause) {
		wire.absent();
		boolean reported = false;
		for (SharedSubscription member : List.copyOf(wire.members)) {
			ClientSubscription subscription = member.subscription;
			if (!subscription.isConfirmed()) {
				this.members.remove(subscription);
				leaveWires(member, () -> {
				});
				this.router.remove(subscription.topics(), subscription.patterns(), subscription.group(),
						subscription.queue());
				subscription.refused(cause);
			}
			else {
				// it is tried again on the next connection
				subscription.refusedForNow(cause);
			}
			if (subscription.isConfirmed() && !reported) {
				reported = true;
				this.context.notifier().error(cause);
			}
		}
	}

}
