package io.jolt.client.internal.session;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.DeliveryQueue.Admission;

/**
 * Passes the deliveries of a subscription's own connection into its queue, and makes the
 * reader wait while that is full.
 */
final class OwnConnectionEvents implements ConnectionEvents {

	// beyond it the reader waits all the same
	static final int HELD_LIMIT_BYTES = 1024 * 1024;

	private final ClientContext context;

	private final DeliveryQueue queue;

	private final BiConsumer<BrokerConnection, JoltException> onEnded;

	// what a full queue did not take before the last topic's answer, which a reader that
	// waited for the listener would not read; owned by the reader
	private final ArrayDeque<Delivery> held = new ArrayDeque<>();

	// of all that was ever held; owned by the reader
	private int heldBytes;

	// whether answers are to come; owned by the reader
	private boolean subscribing = true;

	// how many workers are to be started after this read; owned by the reader
	private int toStart;

	// any thread
	private volatile boolean ended;

	OwnConnectionEvents(ClientContext context, DeliveryQueue queue,
			BiConsumer<BrokerConnection, JoltException> onEnded) {
		this.context = context;
		this.queue = queue;
		this.onEnded = onEnded;
	}

	/**
	 * The broker has answered all subscriptions. On the reader's thread.
	 */
	void subscribed() {
		this.subscribing = false;
	}

	@Override
	public void delivered(Delivery delivery) {
		if (this.held.isEmpty() && offer(delivery)) {
			return;
		}
		if (!this.subscribing || !hold(delivery)) {
			releaseHeld();
			deliver(delivery);
		}
	}

	// false if the queue is full
	private boolean offer(Delivery delivery) {
		Admission admission = this.queue.offer(delivery);
		if (admission == Admission.START) {
			this.toStart++;
		}
		return admission != Admission.FULL;
	}

	private boolean hold(Delivery delivery) {
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

	private void deliver(Delivery delivery) {
		while (!offer(delivery)) {
			// not on this thread, which is about to wait
			startWorkers(this.context.threads());
			this.queue.awaitRoom(delivery, () -> this.ended);
			if (this.ended) {
				// another connection may deliver by now, and order would be lost
				throw new JoltException("The connection has ended");
			}
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
		if (!this.subscribing) {
			releaseHeld();
		}
		startWorkers(lent);
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
		this.context.notifier().error(new JoltException("The broker reported an error: " + Failures.words(error)));
	}

	@Override
	public void ended(BrokerConnection connection, JoltException cause) {
		this.ended = true;
		this.queue.wakeReader();
		this.onEnded.accept(connection, cause);
	}

}
