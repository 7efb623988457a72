package io.jolt.spring.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;
import org.jspecify.annotations.Nullable;

/**
 * A container from its start to its stop: its subscription, and the worker that runs the
 * listener. Safe for use by several threads.
 */
final class ListenerRun {

	private final ListenerWorker worker;

	private final JoltSubscription subscription;

	// released when its end is wanted
	private final CountDownLatch ending;

	private ListenerRun(ListenerWorker worker, JoltSubscription subscription, CountDownLatch ending) {
		this.worker = worker;
		this.subscription = subscription;
		this.ending = ending;
	}

	/**
	 * Subscribes.
	 * @param client subscribes
	 * @param options what to subscribe to and how, but for the executor
	 * @param chain handles the messages
	 * @param worker runs the listener
	 * @param refused hears if the broker refuses the subscription
	 * @return the run
	 */
	static ListenerRun begin(JoltClient client, SubscriptionOptions.Builder options, ListenerChain chain,
			ListenerWorker worker, Consumer<JoltException> refused) {
		CountDownLatch ending = new CountDownLatch(1);
		try {
			ListenerRun run = new ListenerRun(worker,
					client.subscribe(options.executor(worker).build(), chain.forRun(ending)), ending);
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
			if (ex != null && this.ending.getCount() > 0) {
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
		this.ending.countDown();
		return this.subscription.drain();
	}

	/**
	 * Ends the intake, and drops what is queued.
	 * @return completes when the listener has handled what it already had
	 */
	CompletableFuture<Void> drop() {
		this.ending.countDown();
		this.subscription.close();
		return this.subscription.drain();
	}

	void pause() {
		this.subscription.pause();
	}

	void resume() {
		this.subscription.resume();
	}

	/**
	 * Drops what is still queued, and interrupts the listener if it still runs.
	 */
	void end() {
		this.ending.countDown();
		this.subscription.close();
		this.worker.close();
	}

	boolean isOnWorker() {
		return this.worker.isCurrentThread();
	}

	/**
	 * Where it stands while its end is not wanted.
	 * @param paused whether it is paused
	 * @return where its subscription stands
	 */
	ContainerState state(boolean paused) {
		return switch (this.subscription.state()) {
			case SUBSCRIBING -> ContainerState.SUBSCRIBING;
			case ACTIVE -> paused ? ContainerState.PAUSED : ContainerState.RUNNING;
			case RECONNECTING -> ContainerState.RECONNECTING;
			case REFUSED -> ContainerState.REFUSED;
			case CLOSED -> ContainerState.STOPPED;
		};
	}

	@Nullable JoltException failure() {
		return this.subscription.failure();
	}

	long queuedBytes() {
		return this.subscription.queuedBytes();
	}

	int queuedMessages() {
		return this.subscription.queuedMessages();
	}

	long droppedMessages() {
		return this.subscription.droppedMessages();
	}

}
