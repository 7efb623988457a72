package io.jolt.client.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.jolt.client.JoltMessageListener;
import org.jspecify.annotations.Nullable;

/**
 * Hands a queue's messages to the listener, one by one, on the thread that runs it: until
 * none waits or, if threads last, until the queue has ended.
 */
final class DeliveryWorker implements Runnable {

	// what an idle worker was told last; null while it must wait
	enum Signal {

		WORK, END

	}

	private final DeliveryQueue queue;

	private final JoltMessageListener listener;

	// what it has taken; owned by its thread
	private final List<SizedMessage> batch = new ArrayList<>();

	// its thread once it runs, so that others know which to wake
	private volatile @Nullable Thread thread;

	// written by the thread that wakes it, and by its own thread before it is idle
	private volatile @Nullable Signal signal;

	DeliveryWorker(DeliveryQueue queue, JoltMessageListener listener) {
		this.queue = queue;
		this.listener = listener;
	}

	@Override
	public void run() {
		this.thread = Thread.currentThread();
		do {
			if (!work()) {
				return;
			}
			this.queue.endIfDone();
		}
		while (this.queue.isLasting() && isCalled());
	}

	// false if another worker was started in its place
	private boolean work() {
		int handled = 0;
		while (this.queue.take(this, this.batch)) {
			handAll();
			handled += this.batch.size();
			if (handled >= DeliveryQueue.TURN) {
				handled = 0;
				if (this.queue.giveWay()) {
					return false;
				}
			}
		}
		return true;
	}

	private void handAll() {
		for (int i = 0; i < this.batch.size(); i++) {
			if (!this.queue.mayHand()) {
				this.queue.giveBack(this.batch.subList(i, this.batch.size()));
				return;
			}
			hand(this.batch.get(i));
		}
	}

	private void hand(SizedMessage message) {
		this.queue.handing(message);
		try {
			this.listener.onMessage(message);
		}
		catch (Throwable ex) {
			this.queue.listenerFailed(ex);
		}
		finally {
			// an interruption does not end the worker, and the next listener call must
			// not see one that was meant for this call or left by it
			Thread.interrupted();
		}
	}

	/**
	 * Makes it idle until told otherwise. On its own thread, under the queue's lock.
	 */
	void becomeIdle() {
		this.signal = null;
	}

	/**
	 * Lets it work again, or end.
	 * @param next which of both
	 */
	void signal(Signal next) {
		this.signal = next;
		LockSupport.unpark(this.thread);
	}

	// parked, not waiting on a monitor, which would hold a virtual thread's carrier
	private boolean isCalled() {
		Signal told = this.signal;
		while (told == null) {
			LockSupport.park(this.queue);
			// it came too late for the listener, which had returned; while it is set,
			// parking ends at once
			Thread.interrupted();
			told = this.signal;
		}
		return told == Signal.WORK;
	}

}
