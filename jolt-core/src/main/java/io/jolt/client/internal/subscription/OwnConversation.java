package io.jolt.client.internal.subscription;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.jolt.client.JoltException;
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
import io.jolt.client.spi.PayloadCompression;
import io.jolt.client.spi.SizedMessage;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

/**
 * The exchange on the socket of a subscription that may block its reader. It does not ask
 * the broker what the client's own connection found out. Owned by the attempt until it is
 * open, then by the connection's reader.
 */
final class OwnConversation implements Conversation {

	// beyond it the reader waits anyway
	private static final int HELD_LIMIT_BYTES = 1024 * 1024;

	private final ClientContext context;

	private final OwnLink owner;

	private final ClientSubscription subscription;

	private final DeliveryQueue queue;

	private final PayloadCompression compression;

	// what the client's own connection found out
	private final BrokerProfile found;

	// what a full queue did not take before the last topic's answer, which the reader
	// could not read while waiting for the listener; owned by the reader
	private final ArrayDeque<SizedMessage> held = new ArrayDeque<>();

	// of all that was ever held; owned by the reader
	private int heldBytes;

	// whether answers are to come; owned by the reader
	private boolean subscribing = true;

	// how many workers to start after this read; owned by the reader
	private int toStart;

	// any thread
	private volatile boolean ended;

	OwnConversation(ClientContext context, OwnLink owner, ClientSubscription subscription, BrokerProfile found) {
		this.context = context;
		this.owner = owner;
		this.subscription = subscription;
		this.queue = subscription.queue();
		this.compression = context.options().compression();
		this.found = found;
	}

	@Override
	public BrokerProfile greet(Handshake handshake, boolean ask, @Nullable JoltCredentials credentials) {
		if (this.found.sizedLimit() > 0) {
			handshake.announce();
		}
		handshake.authenticate(credentials);
		return this.found;
	}

	@Override
	public void subscribe(LinkAttempt attempt, Handshake handshake, BrokerConnection connection) {
		List<JoltException> refusals = new ArrayList<>();
		List<ControlRequest> requests = requests(refusals);
		if (!requests.isEmpty()) {
			ask(handshake, requests, refusals);
		}
		this.owner.requireGranted(attempt, refusals);
		// they are tried again on the next connection
		refusals.forEach(this.context.notifier()::error);
	}

	// those that can be requested; the others are refused
	private List<ControlRequest> requests(List<JoltException> refusals) {
		List<ControlRequest> requests = new ArrayList<>();
		for (WireKey key : this.subscription.keys()) {
			try {
				requests.add(key.subscribe(this.context.encoder(), this.found, this.found.address()));
			}
			catch (JoltException ex) {
				refusals.add(ex);
			}
		}
		return requests;
	}

	// all in one write
	private void ask(Handshake handshake, List<ControlRequest> requests, List<JoltException> refusals) {
		requests.get(requests.size() - 1).whenAnswered((last) -> this.subscribing = false);
		handshake.sendAll(requests);
		for (ControlRequest request : requests) {
			Answer answer = handshake.await(request);
			if (answer.isAuthenticationRequired()) {
				throw Failures.authentication(this.found.address(), null, answer.words(), null);
			}
			if (!answer.ok()) {
				refusals.add(request.rejected(answer));
			}
		}
	}

	@Override
	public void delivered(Delivery received) {
		SizedMessage delivery = this.compression.readable(received);
		if (this.held.isEmpty() && offer(delivery)) {
			return;
		}
		if (!this.subscribing || !hold(delivery)) {
			releaseHeld();
			deliver(delivery);
		}
	}

	// false if the queue is full
	private boolean offer(SizedMessage delivery) {
		Admission admission = this.queue.offer(delivery);
		if (admission == Admission.START) {
			this.toStart++;
		}
		return admission != Admission.FULL;
	}

	private boolean hold(SizedMessage delivery) {
		if (this.heldBytes + delivery.sizeBytes() > HELD_LIMIT_BYTES) {
			return false;
		}
		this.heldBytes += delivery.sizeBytes();
		this.held.add(delivery);
		return true;
	}

	private void releaseHeld() {
		while (!this.held.isEmpty()) {
			deliver(this.held.remove());
		}
	}

	private void deliver(SizedMessage delivery) {
		requireConnected();
		while (!offer(delivery)) {
			// not on this thread, which is about to block
			startWorkers(this.context.threads());
			this.queue.awaitRoom(delivery, () -> this.ended);
			requireConnected();
		}
	}

	// otherwise another connection may deliver by now, and order would be lost
	private void requireConnected() {
		if (this.ended) {
			throw new JoltException("The connection has ended");
		}
	}

	@Override
	public boolean mayBlock() {
		return true;
	}

	@Override
	public boolean mayBlockWhenDone() {
		return (!this.subscribing && !this.held.isEmpty()) || (this.toStart > 0 && this.queue.isRunByUser());
	}

	@Override
	public void readDone(Executor lent) {
		try {
			if (!this.subscribing) {
				releaseHeld();
			}
		}
		finally {
			startWorkers(lent);
		}
	}

	private void startWorkers(Executor threads) {
		for (; this.toStart > 0; this.toStart--) {
			this.queue.start(threads);
		}
	}

	@Override
	public boolean isReaderPaused() {
		return this.queue.isReaderWaiting();
	}

	@Override
	public void unclaimedError(Answer error) {
		this.context.notifier().error(new JoltException("The broker reported an error: " + error.words()));
	}

	@Override
	public void ended(JoltException cause) {
		this.ended = true;
		this.queue.wakeReader();
	}

}
