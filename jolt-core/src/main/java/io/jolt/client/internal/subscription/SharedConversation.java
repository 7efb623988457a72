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
import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.DeliveryQueue.Admission;
import io.jolt.client.spi.TopicRouter;
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

	private final List<DeliveryQueue> toStart = new ArrayList<>();

	private final Consumer<DeliveryQueue> visitor = this::offer;

	// what the attempt waits for that does not come on this connection; written by the
	// attempt, read by the thread that ends the connection
	private volatile List<CompletableFuture<Void>> others = List.of();

	// set while a delivery is routed
	private @Nullable Delivery current;

	SharedConversation(ClientContext context, Subscriptions subscriptions, TopicRouter router) {
		this.context = context;
		this.subscriptions = subscriptions;
		this.router = router;
	}

	@Override
	public BrokerProfile greet(Handshake handshake, boolean ask, @Nullable JoltCredentials credentials) {
		return handshake.run(ask, credentials);
	}

	@Override
	public void subscribe(LinkAttempt attempt, Handshake handshake, BrokerConnection connection) {
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
			ended();
		}
		others.forEach(handshake::await);
	}

	@Override
	public void ended() {
		this.others.forEach((other) -> other.completeExceptionally(new JoltException("The connection has ended")));
	}

	@Override
	public void delivered(Delivery delivery) {
		this.current = delivery;
		if (!this.router.route(delivery.topic(), this.visitor)) {
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
