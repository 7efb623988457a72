package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jolt.client.JoltException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.internal.dispatch.TopicRouter;
import io.jolt.client.internal.protocol.Answer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions on the client's main connection. Those to one topic share one on the
 * wire: the first listener's comes with {@code sub}, the last one's goes with
 * {@code unsub}. Requests are enqueued in the order of the changes, so that the last
 * change decides what the broker has.
 */
final class SharedSubscriptions {

	private final ClientContext context;

	private final TopicRouter router = new TopicRouter();

	// guarded by this
	private final Map<WireKey, WireSubscription> wires = new LinkedHashMap<>();

	// what requests go to, null while there is none; guarded by this
	private @Nullable BrokerConnection connection;

	SharedSubscriptions(ClientContext context) {
		this.context = context;
	}

	TopicRouter router() {
		return this.router;
	}

	/**
	 * Adds a subscription, and puts it on the wire if it is the first of its topic.
	 * {@link #flush()} has to follow.
	 * @param subscription the subscription
	 */
	synchronized void add(ClientSubscription subscription) {
		WireSubscription wire = this.wires.computeIfAbsent(WireKey.of(subscription), WireSubscription::new);
		wire.members.add(subscription);
		this.router.add(wire.key.topic(), wire.key.pattern(), subscription.queue());
		if (wire.phase == WireSubscription.Phase.PRESENT) {
			subscription.confirm();
		}
		else if (wire.phase == WireSubscription.Phase.ABSENT) {
			subscribe(wire, false);
		}
	}

	void flush() {
		BrokerConnection current;
		synchronized (this) {
			current = this.connection;
		}
		if (current != null) {
			current.flush();
		}
	}

	/**
	 * Takes a subscription off the wire if it is the last of its topic.
	 * @param subscription the subscription, which is told when nothing more will come
	 */
	void leave(ClientSubscription subscription) {
		BrokerConnection current;
		synchronized (this) {
			current = this.connection;
			WireSubscription wire = this.wires.get(WireKey.of(subscription));
			if (wire == null || !wire.members.remove(subscription)) {
				// refused meanwhile
				return;
			}
			if (!wire.members.isEmpty() || current == null || wire.phase == WireSubscription.Phase.ABSENT) {
				forget(wire, subscription);
				current = null;
			}
			else {
				this.wires.remove(wire.key);
				ControlRequest request = new ControlRequest(
						this.context.encoder().unsubscribe(wire.key.topic(), wire.key.pattern()),
						"end of the subscription to " + subscription.describe());
				request.whenReleased(() -> detach(subscription));
				if (!current.enqueue(request)) {
					detach(subscription);
				}
			}
		}
		if (current != null) {
			// the caller is never to block
			current.flushElsewhere();
		}
	}

	// the lock is held
	private void forget(WireSubscription wire, ClientSubscription subscription) {
		if (wire.members.isEmpty()) {
			this.wires.remove(wire.key);
		}
		detach(subscription);
	}

	private void detach(ClientSubscription subscription) {
		this.router.remove(subscription.topic(), subscription.isPattern(), subscription.queue());
		subscription.detached();
	}

	/**
	 * Subscribes again to all on a new connection, to which all later changes go as well.
	 * {@link BrokerConnection#flush()} has to follow.
	 * @param current the connection, whose handshake is over
	 * @return the requests, whose answers were dealt with when they complete
	 */
	synchronized List<ControlRequest> attach(BrokerConnection current) {
		this.connection = current;
		List<ControlRequest> requests = new ArrayList<>();
		for (WireSubscription wire : List.copyOf(this.wires.values())) {
			wire.phase = WireSubscription.Phase.ABSENT;
			subscribe(wire, true);
			if (wire.request != null) {
				requests.add(wire.request);
			}
		}
		return requests;
	}

	/**
	 * There is no connection for the time being.
	 */
	synchronized void detach() {
		this.connection = null;
		this.wires.values().forEach(WireSubscription::absent);
	}

	/**
	 * Ends all subscriptions for good.
	 */
	void close() {
		List<ClientSubscription> all = new ArrayList<>();
		synchronized (this) {
			this.wires.values().forEach((wire) -> all.addAll(wire.members));
		}
		all.forEach(ClientSubscription::close);
	}

	synchronized int size() {
		return this.wires.values().stream().mapToInt((wire) -> wire.members.size()).sum();
	}

	// the lock is held
	private void subscribe(WireSubscription wire, boolean inHandshake) {
		BrokerConnection current = this.connection;
		if (current == null) {
			return;
		}
		BrokerProfile profile = current.profile();
		if (wire.key.pattern() && (profile == null || !profile.knowsPatterns())) {
			refused(wire, Failures.patternsUnknown(current.address(), wire.key.describe()));
			return;
		}
		ControlRequest request;
		try {
			request = new ControlRequest(this.context.encoder().subscribe(wire.key.topic(), wire.key.pattern()),
					"subscription to " + wire.key.describe());
		}
		catch (JoltNotSentException ex) {
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
			wire.members.forEach(ClientSubscription::confirm);
		}
		else if (inHandshake && Failures.code(answer).equals(Failures.AUTH_REQUIRED)) {
			// that is no answer to the subscription: the handshake fails
			wire.absent();
		}
		else {
			refused(wire, Failures.rejected(request.describe(), answer));
		}
	}

	// the lock is held
	private void refused(WireSubscription wire, JoltException cause) {
		wire.absent();
		boolean reported = false;
		for (ClientSubscription member : List.copyOf(wire.members)) {
			if (!member.isConfirmed()) {
				wire.members.remove(member);
				this.router.remove(wire.key.topic(), wire.key.pattern(), member.queue());
				member.refused(cause);
			}
			else if (!reported) {
				// it is tried again on the next connection
				reported = true;
				this.context.notifier().error(cause);
			}
		}
		if (wire.members.isEmpty()) {
			this.wires.remove(wire.key, wire);
		}
	}

}
