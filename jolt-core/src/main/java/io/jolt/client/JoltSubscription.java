package io.jolt.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A listener's subscription, to one topic or several. A message reaches the listener
 * once, however many of the topics and patterns match it. The subscription outlives
 * connections: after a reconnect the client subscribes again before it is
 * {@link ConnectionState#OPEN}. Several subscriptions to one topic share one on the wire.
 * Safe for use by several threads.
 */
public interface JoltSubscription extends AutoCloseable {

	/**
	 * What messages and logs call it.
	 * @return the name that its options gave it, or {@code null} if they gave none
	 */
	default @Nullable String name() {
		return null;
	}

	/**
	 * The literal topics.
	 * @return the topics as they were given, without duplicates, unmodifiable
	 */
	List<String> topics();

	/**
	 * The patterns.
	 * @return the patterns as they were given, without duplicates, unmodifiable
	 */
	List<String> patterns();

	/**
	 * Completes when the broker has granted all topics and patterns for the first time:
	 * every message published after that reaches the listener while the connection
	 * stands. Fails with a {@link JoltRejectedException} that names the topic if the
	 * broker refuses one, which ends the subscription to all of them, and with a
	 * {@link JoltException} if it is closed before. A topic that the broker refuses
	 * later, after a reconnect, is reported to {@link ConnectionListener#onError} and
	 * tried again on the next connection; the others are not affected. While the broker
	 * has no room for a connection of the subscription's own, this waits, and
	 * {@link #state()} is {@link SubscriptionState#REFUSED}.
	 * @return a future of the caller's own: cancelling it changes nothing
	 */
	CompletableFuture<Void> ready();

	/**
	 * Ends the subscription at once. No message is handed to the listener after this
	 * returns, save what it may be handling; what is still queued is dropped and counted.
	 * Idempotent; never blocks.
	 * @return completes when the broker has answered, or there is no connection
	 */
	CompletableFuture<Void> unsubscribe();

	/**
	 * Ends the subscription without loss: unsubscribes, and lets the listener handle all
	 * that was delivered until the broker answered. While it is paused, that goes on
	 * waiting for {@link #resume()} or {@link #close()}. Idempotent; never blocks.
	 * @return completes when the listener has handled the last message
	 */
	CompletableFuture<Void> drain();

	/**
	 * Completes when the subscription has ended, whoever ended it, and the listener has
	 * handled the last message: after {@link #unsubscribe()}, {@link #drain()} or
	 * {@link #close()}, a refusal for good, or the client's close. Until then it ends
	 * nothing itself.
	 * @return a future of the caller's own: cancelling it changes nothing
	 */
	CompletableFuture<Void> ended();

	/**
	 * Hands no more messages to the listener. What it may be handling goes on; the
	 * subscription stays, what comes waits in the queue, and when that is full, the
	 * overflow policy decides. With {@link OverflowPolicy#BLOCK} the broker holds
	 * messages back then, and ends the connection if that lasts longer than its limits
	 * allow. No thread is held meanwhile. Idempotent; never blocks.
	 */
	void pause();

	/**
	 * Goes on after {@link #pause()}, with what waits and in its order. Idempotent;
	 * blocks only as long as the subscription's own executor, if it has one, takes to
	 * accept a task.
	 */
	void resume();

	/**
	 * Where it stands at this moment, apart from its client.
	 * @return the state
	 */
	SubscriptionState state();

	/**
	 * Why it is not {@link SubscriptionState#ACTIVE}, as far as that is not its client's
	 * affair: its own connection was lost or cannot be made, or the broker has refused
	 * it.
	 * @return the cause, or {@code null}
	 */
	@Nullable JoltException failure();

	/**
	 * Whether it still receives messages.
	 * @return {@code false} once {@link #unsubscribe()}, {@link #drain()} or
	 * {@link #close()} was called, {@link #ready()} has failed, or the client was closed
	 */
	boolean isActive();

	/**
	 * How many messages wait for the listener.
	 * @return the number of queued messages
	 */
	int queuedMessages();

	/**
	 * How much memory the queued messages take, as it is counted against the queue's
	 * bound.
	 * @return the size in bytes
	 */
	long queuedBytes();

	/**
	 * How many messages never reached the listener, because its queue was full or the
	 * subscription ended.
	 * @return the number of dropped messages
	 */
	long droppedMessages();

	/**
	 * As {@link #unsubscribe()}.
	 */
	@Override
	void close();

}
