package io.jolt.client.internal.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.jolt.client.JoltException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.internal.link.BrokerConnection;
import io.jolt.client.internal.link.BrokerProfile;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.link.Conversation;
import io.jolt.client.internal.link.Failures;
import io.jolt.client.internal.link.Handshake;
import io.jolt.client.internal.link.LinkAttempt;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.internal.request.ControlRequest;
import io.jolt.client.internal.request.ReplyInbox;
import io.jolt.client.internal.runtime.CompletionBatch;
import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.DeliveryQueue.Admission;
import io.jolt.client.spi.PayloadCompression;
import io.jolt.client.spi.SizedMessage;
import io.jolt.client.spi.TopicRouter;
import io.jolt.client.spi.exchange.Exchanges;
import io.jolt.client.spi.exchange.Inbox;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

/**
 * The exchange on a client's own connection. Puts deliveries into the queues of the
 * subscriptions they match, and wakes each queue's worker once per read. Owned by the
 * attempt until it is open, then by the connection's reader.
 */
final class SharedConversation implements Conversation {

	private final ClientContext context;

	private final Subscriptions subscriptions;

	private final TopicRouter router;

	private final Exchanges exchanges;

	private final PayloadCompression compression;

	// of users' futures for what reached the inbox; owned by the reader
	private final CompletionBatch completions;

	private final Consumer<Runnable> completing;

	private final List<DeliveryQueue> toStart = new ArrayList<>();

	private final Consumer<DeliveryQueue> visitor = this::offer;

	// what the attempt waits for that does not come on this connection; written by the
	// attempt, read by the thread that ends the connection
	private volatile List<CompletableFuture<Void>> others = List.of();

	// where the answers to requests come, null if that is not possible; written by the
	// attempt, read by the reader and the thread that ends the connection
	private volatile @Nullable Inbox inbox;

	// whether the broker knows groups, so that a delivery may name one; as the inbox
	private volatile boolean grouped;

	// set while a delivery is routed
	private @Nullable SizedMessage current;

	SharedConversation(ClientContext context, Subscriptions subscriptions, TopicRouter router, Exchanges exchanges) {
		this.context = context;
		this.subscriptions = subscriptions;
		this.router = router;
		this.exchanges = exchanges;
		this.compression = context.options().compression();
		this.completions = new CompletionBatch(context.completer());
		this.completing = this.completions::add;
	}

	@Override
	public BrokerProfile greet(Handshake handshake, boolean ask, @Nullable JoltCredentials credentials) {
		return handshake.run(ask, credentials);
	}

	@Override
	public void subscribe(LinkAttempt attempt, Handshake handshake, BrokerConnection connection) {
		BrokerProfile profile = connection.profile();
		if (profile != null) {
			this.grouped = profile.knowsGroups();
			openInbox(connection, profile.inbox());
		}
		List<ControlRequest> requests = new ArrayList<>();
		List<CompletableFuture<Void>> others = new ArrayList<>();
		attempt.ifCurrent(() -> this.subscriptions.attach(connection, requests, others));
		connection.flush();
		for (ControlRequest request : requests) {
			Answer answer = handshake.await(request);
			if (answer.isAuthenticationRequired()) {
				throw Failures.authentication(connection.address(), null, answer.words(), null);
			}
		}
		this.others = others;
		if (connection.failure() != null) {
			giveUpOthers();
		}
		others.forEach(handshake::await);
	}

	private void openInbox(BrokerConnection connection, @Nullable String topic) {
		if (topic != null) {
			ReplyInbox opened = new ReplyInbox(topic);
			this.inbox = opened.inbox();
			connection.inbox(opened);
		}
	}

	private void giveUpOthers() {
		this.others.forEach((other) -> other.completeExceptionally(new JoltException("The connection has ended")));
	}

	@Override
	public void ended(JoltException cause) {
		giveUpOthers();
		Inbox lost = this.inbox;
		if (lost != null) {
			this.exchanges.ended(lost, cause);
		}
	}

	@Override
	public void delivered(Delivery delivery) {
		Inbox own = this.inbox;
		if (own != null && delivery.topic().equals(own.topic())) {
			this.exchanges.received(this.compression.readable(delivery), this.completing);
			return;
		}
		this.current = this.compression.readable(delivery);
		String group = this.grouped ? delivery.group() : null;
		boolean found = (group != null) ? this.router.routeToGroup(delivery.topic(), group, delivery, this.visitor)
				: this.router.route(delivery.topic(), this.visitor);
		if (!found) {
			// it was unsubscribed a moment ago
			this.subscriptions.unclaimed();
		}
	}

	private void offer(DeliveryQueue queue) {
		if (queue.offer(Objects.requireNonNull(this.current)) == Admission.START) {
			this.toStart.add(queue);
		}
	}

	@Override
	public boolean mayBlock() {
		return false;
	}

	@Override
	public boolean mayBlockWhenDone() {
		for (DeliveryQueue queue : this.toStart) {
			if (queue.isRunByUser()) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void readDone(Executor lent) {
		this.completions.flush(lent);
		if (!this.toStart.isEmpty()) {
			for (DeliveryQueue queue : this.toStart) {
				queue.start(lent);
			}
			this.toStart.clear();
		}
	}

	@Override
	public void unclaimedError(Answer error) {
		this.context.notifier()
			.error(new JoltRejectedException(
					"The broker refused a request without an answer, probably a publish: " + error.words(),
					error.code()));
	}

}
