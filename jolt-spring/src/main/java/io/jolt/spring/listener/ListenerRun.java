package io.jolt.spring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;

/**
 * A container from its start to its stop: its subscriptions, and the worker they share.
 */
final class ListenerRun {

	private final ListenerWorker worker;

	private final List<JoltSubscription> subscriptions = new ArrayList<>();

	// whether a subscription's end is wanted; set once by the thread that stops the
	// container
	private volatile boolean ending;

	private ListenerRun(ListenerWorker worker) {
		this.worker = worker;
	}

	/**
	 * Subscribes to all, or to none.
	 * @param client subscribes
	 * @param targets what to subscribe to
	 * @param listener handles the messages
	 * @param worker runs the listener
	 * @param refused hears of subscriptions that the broker refused
	 * @return the run
	 */
	static ListenerRun begin(JoltClient client, List<SubscriptionOptions.Builder> targets, JoltMessageListener listener,
			ListenerWorker worker, BiConsumer<JoltSubscription, JoltException> refused) {
		ListenerRun run = new ListenerRun(worker);
		try {
			for (SubscriptionOptions.Builder target : targets) {
				run.add(client.subscribe(target.executor(worker).build(), listener), refused);
			}
			return run;
		}
		catch (RuntimeException ex) {
			run.end();
			throw ex;
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void add(JoltSubscription subscription, BiConsumer<JoltSubscription, JoltException> refused) {
		this.subscriptions.add(subscription);
		subscription.ready().whenComplete((ready, ex) -> {
			if (ex != null && !this.ending) {
				refused.accept(subscription, joltException(ex));
			}
		});
	}

	private static JoltException joltException(Throwable ex) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		return (cause instanceof JoltException joltException) ? joltException
				: new JoltException(String.valueOf(cause.getMessage()), cause);
	}

	CompletableFuture<Void> ready() {
		return CompletableFuture
			.allOf(this.subscriptions.stream().map(JoltSubscription::ready).toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * Ends the intake.
	 * @return completes when the listener has handled all that was delivered until then
	 */
	CompletableFuture<Void> drain() {
		this.ending = true;
		return CompletableFuture
			.allOf(this.subscriptions.stream().map(JoltSubscription::drain).toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * Drops what is still queued, and interrupts the listener if it still runs.
	 */
	void end() {
		this.ending = true;
		this.subscriptions.forEach(JoltSubscription::close);
		this.worker.close();
	}

	boolean isOnWorker() {
		return this.worker.isCurrentThread();
	}

	int queuedMessages() {
		return this.subscriptions.stream().mapToInt(JoltSubscription::queuedMessages).sum();
	}

	long droppedMessages() {
		return this.subscriptions.stream().mapToLong(JoltSubscription::droppedMessages).sum();
	}

}
