package io.jolt.client.internal.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what a queue holds to the listener, one after the other, on a thread that it
 * borrows while there is any. Whoever starts it sees to it that it is running no more
 * often at a time than the listener may be.
 */
final class ListenerWorker {

	private static final Logger logger = LoggerFactory.getLogger(ListenerWorker.class);

	// how many it hands over before others get their turn
	private static final int TURN = 256;

	private final JoltMessageListener listener;

	private final Executor executor;

	private final Consumer<Throwable> errors;

	private final Source source;

	// one, where the oldest must remain within reach to be dropped, or of other workers
	private final int maxBatch;

	// whether the executor is the user's, whose other tasks get their turn
	private final boolean givesWay;

	ListenerWorker(SubscriptionOptions options, JoltMessageListener listener, Executor executor,
			Consumer<Throwable> errors, Source source) {
		this.listener = listener;
		this.executor = executor;
		this.errors = errors;
		this.source = source;
		this.givesWay = options.executor() != null;
		this.maxBatch = (options.overflow() == OverflowPolicy.DROP_OLDEST || options.concurrency() > 1) ? 1 : TURN;
	}

	/**
	 * Starts.
	 * @throws RejectedExecutionException if there is no thread to be had
	 */
	void start() {
		this.executor.execute(this::work);
	}

	boolean isRunByUser() {
		return this.givesWay;
	}

	/**
	 * Starts on another executor's thread, unless it has to be the user's.
	 * @param threads lends the thread
	 * @throws RejectedExecutionException if there is none to be had
	 */
	void start(Executor threads) {
		(this.givesWay ? this.executor : threads).execute(this::work);
	}

	private void work() {
		List<Delivery> batch = new ArrayList<>();
		int handled = 0;
		while (this.source.take(batch, this.maxBatch)) {
			handAll(batch);
			handled += batch.size();
			if (this.givesWay && handled >= TURN) {
				handled = 0;
				if (this.source.isAnyWaiting() && workLater()) {
					return;
				}
			}
		}
		this.source.workedOff();
	}

	private void handAll(List<Delivery> batch) {
		for (int i = 0; i < batch.size(); i++) {
			if (!this.source.mayHand()) {
				this.source.giveBack(batch.subList(i, batch.size()));
				return;
			}
			hand(batch.get(i));
		}
	}

	private void hand(Delivery delivery) {
		this.source.handing(delivery);
		try {
			this.listener.onMessage(delivery);
		}
		catch (Throwable ex) {
			report(ex);
		}
		finally {
			// the worker's own end is not told by an interruption, and the next listener
			// call must not meet one that was meant for this one, or that it has left
			Thread.interrupted();
		}
	}

	private void report(Throwable failure) {
		try {
			this.errors.accept(failure);
		}
		catch (Throwable ex) {
			// the failure may be one that cannot even be described; later messages are
			// not to blame
			logger.error("The failure of a listener, {}, cannot be reported", failure.getClass().getName());
		}
	}

	private boolean workLater() {
		try {
			start();
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	/**
	 * Where the worker takes its work from; called on its thread.
	 */
	interface Source {

		/**
		 * Takes what waits, in its order. Where there is nothing to be taken, the worker
		 * is from then on no longer running.
		 * @param batch is emptied, and receives it
		 * @param max how many at most
		 * @return whether there was any
		 */
		boolean take(List<Delivery> batch, int max);

		boolean isAnyWaiting();

		/**
		 * Whether what was taken is still to be handed over.
		 * @return {@code false} if it is paused or closed
		 */
		boolean mayHand();

		/**
		 * Takes leave of what was taken and is not to be handed over now, or any more.
		 * @param deliveries what is left
		 */
		void giveBack(List<Delivery> deliveries);

		/**
		 * The listener is about to be given one.
		 * @param delivery which
		 */
		void handing(Delivery delivery);

		/**
		 * There was nothing more to take.
		 */
		void workedOff();

	}

}
