package io.jolt.client.internal.session;

import java.util.function.BiConsumer;

import io.jolt.client.JoltException;
import io.jolt.client.internal.dispatch.SubscriptionQueue;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;

/**
 * Passes the deliveries of a subscription's own connection into its queue, and makes the
 * reader wait while that is full.
 */
final class OwnConnectionEvents implements ConnectionEvents {

	private final ClientContext context;

	private final SubscriptionQueue queue;

	private final BiConsumer<BrokerConnection, JoltException> onEnded;

	// whether the worker is to be started after this read; owned by the reader
	private boolean toStart;

	// any thread
	private volatile boolean ended;

	OwnConnectionEvents(ClientContext context, SubscriptionQueue queue,
			BiConsumer<BrokerConnection, JoltException> onEnded) {
		this.context = context;
		this.queue = queue;
		this.onEnded = onEnded;
	}

	@Override
	public void delivered(Delivery delivery) {
		SubscriptionQueue.Admission admission = this.queue.offer(delivery);
		while (admission == SubscriptionQueue.Admission.FULL) {
			readDone();
			this.queue.awaitRoom(delivery, () -> this.ended);
			if (this.ended) {
				// another connection may deliver by now, and order would be lost
				throw new JoltException("The connection has ended");
			}
			admission = this.queue.offer(delivery);
		}
		if (admission == SubscriptionQueue.Admission.START) {
			this.toStart = true;
		}
	}

	@Override
	public void readDone() {
		if (this.toStart) {
			this.toStart = false;
			this.queue.start();
		}
	}

	@Override
	public boolean isReaderPaused() {
		return this.queue.isReaderWaiting();
	}

	@Override
	public void unclaimedError(Answer error) {
		this.context.notifier().error(new JoltException("The broker reported an error: " + Failures.words(error)));
	}

	@Override
	public void ended(BrokerConnection connection, JoltException cause) {
		this.ended = true;
		this.queue.wakeReader();
		this.onEnded.accept(connection, cause);
	}

}
