package io.jolt.spring.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.spi.InterceptedClient;
import io.jolt.spring.internal.OpenCalls;
import org.jspecify.annotations.Nullable;

/**
 * A run of a container, from its start to its stop: its subscription, and the threads
 * that run the listener. Safe for use by several threads.
 */
final class ListenerRun {

	private final ContainerThreads threads;

	private final JoltSubscription subscription;

	// released when the run begins to end
	private final CountDownLatch ending;

	private final OpenCalls calls;

	private ListenerRun(ContainerThreads threads, JoltSubscription subscription, CountDownLatch ending,
			OpenCalls calls) {
		this.threads = threads;
		this.subscription = subscription;
		this.ending = ending;
		this.calls = calls;
	}

	/**
	 * Subscribes.
	 * @param client the client
	 * @param options the options of the subscription, except for the threads
	 * @param chain the chain that handles the messages
	 * @param threads the threads that run the listener
	 * @param calls the calls that the listener has accepted
	 * @param refused called if the broker refuses the subscription
	 * @return the run
	 */
	static ListenerRun begin(JoltClient client, SubscriptionOptions.Builder options, ListenerChain chain,
			ContainerThreads threads, OpenCalls calls, Consumer<JoltException> refused) {
		CountDownLatch ending = new CountDownLatch(1);
		// the chain has the interceptors, so that their failures reach the error handler
		JoltClient subscriber = (client instanceof InterceptedClient intercepted) ? intercepted.client() : client;
		JoltSubscription subscription = subscriber
			.subscribe(options.executor(threads).lasting(threads.isLasting()).build(), chain.forRun(client, ending));
		threads.keepAlive();
		ListenerRun run = new ListenerRun(threads, subscription, ending, calls);
		run.onRefusal(refused);
		run.onUnsubscribed();
		return run;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void onRefusal(Consumer<JoltException> refused) {
		this.subscription.ready().whenComplete((ready, ex) -> {
			if (ex != null && this.ending.getCount() > 0) {
				refused.accept(joltException(ex));
			}
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void onUnsubscribed() {
		this.subscription.unsubscribed().thenRun(this.threads::complete);
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
	 * Accepts no more messages.
	 * @return a future that completes when the listener has handled all that were already
	 * delivered, and its calls have ended
	 */
	CompletableFuture<Void> drain() {
		this.ending.countDown();
		return this.subscription.drain().thenCompose((drained) -> this.calls.ended());
	}

	/**
	 * Accepts no more messages and drops the queued ones.
	 * @return a future that completes when the listener has finished those that it was
	 * handling, and its calls have ended
	 */
	CompletableFuture<Void> drop() {
		this.ending.countDown();
		this.subscription.close();
		return this.subscription.drain().thenCompose((drained) -> this.calls.ended());
	}

	void pause() {
		this.subscription.pause();
	}

	void resume() {
		this.subscription.resume();
	}

	/**
	 * Drops the messages that are still queued, and lets the threads end.
	 */
	void end() {
		this.ending.countDown();
		this.subscription.close();
		this.threads.release();
	}

	/**
	 * Ends the calls that are still open.
	 * @return how many there were
	 */
	int endCalls() {
		return this.calls.end();
	}

	/**
	 * Interrupts the threads that still run the listener, except those that have stopped
	 * the container themselves.
	 * @return whether there were any
	 */
	boolean interrupt() {
		return this.threads.interrupt();
	}

	/**
	 * Must be called by a thread that runs a listener, be it this or another, and has
	 * stopped the container. If it runs this listener, it continues uninterrupted.
	 * @return a future that completes when no other thread runs this listener or is about
	 * to
	 */
	CompletableFuture<Void> awaitOthers() {
		return this.threads.awaitOthers();
	}

	boolean isOnWorker() {
		return this.threads.isCurrentThread();
	}

	/**
	 * The state of a run that has not begun to end.
	 * @param paused whether it is paused
	 * @return the state of its subscription
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
