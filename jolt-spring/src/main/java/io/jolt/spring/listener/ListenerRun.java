package io.jolt.spring.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;

/**
 * A container from its start to its stop: its subscription, and the worker that runs the
 * listener.
 */
final class ListenerRun {

	private final ListenerWorker worker;

	private final JoltSubscription subscription;

	// whether the subscription's end is wanted; set once by the thread that stops the
	// container
	private volatile boolean ending;

	private ListenerRun(ListenerWorker worker, JoltSubscription subscription) {
		this.worker = worker;
		this.subscription = subscription;
	}

	/**
	 * Subscribes.
	 * @param client subscribes
	 * @param options what to subscribe to and how, but for the executor
	 * @param listener handles the messages
	 * @param worker runs the listener
	 * @param refused hears if the broker refuses the subscription
	 * @return the run
	 */
	static ListenerRun begin(JoltClient client, SubscriptionOptions.Builder options, JoltMessageListener listener,
			ListenerWorker worker, Consumer<JoltException> refused) {
		try {
			ListenerRun run = new ListenerRun(worker, client.subscribe(options.executor(worker).build(), listener));
			run.onRefusal(refused);
			return run;
		}
		catch (RuntimeException ex) {
			worker.close();
			throw ex;
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void onRefusal(Consumer<JoltException> refused) {
		this.subscription.ready().whenComplete((ready, ex) -> {
			if (ex != null && !this.ending) {
				refused.accept(joltException(ex));
			}
		});
	}

	private static JoltException joltException(Throwable ex) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		return (cause instanceof JoltException joltException) ? joltException
				: new JoltException(String.valueOf(cause.getMessage()), cause);
	}

	CompletableFuture<Void> ready() {
		return this.subscription.ready();
	}

	/**
	 * Ends the intake.
	 * @return completes when the listener has handled all that was delivered until then
	 */
	CompletableFuture<Void> drain() {
		this.ending = true;
		return this.subscription.drain();
	}

	/**
	 * Drops what is still queued, and interrupts the listener if it still runs.
	 */
	void end() {
		this.ending = true;
		this.subscription.close();
		this.worker.close();
	}

	boolean isOnWorker() {
		return this.worker.isCurrentThread();
	}

	int queuedMessages() {
		return this.subscription.queuedMessages();
	}

	long droppedMessages() {
		return this.subscription.droppedMessages();
	}

}
