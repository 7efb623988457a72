package io.jolt.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A listener's subscription to one or more topics. A message reaches the listener once,
 * however many of the topics and patterns match it. The subscription outlives
 * connections: after a reconnect the client subscribes again before it is
 * {@link ConnectionState#OPEN}. Several subscriptions to one topic share one on the wire.
 * Safe for use by several threads.
 */
public interface JoltSubscription extends AutoCloseable {

	/**
	 * The name used in messages and logs.
	 * @return the name that its options gave it, or {@code null} if they gave none
	 */
	default @Nullable String name() {
		return null;
	}

	/**
	 * The literal topics.
	 * @return the topics as given, without duplicates, unmodifiable
	 */
	List<String> topics();

	/**
	 * The patterns.
	 * @return the patterns as given, without duplicates, unmodifiable
	 */
	List<String> patterns();

	/**
	 * The group whose members share the messages.
	 * @return the group's name, or {@code null} if it gets every message
	 */
	default @Nullable String group() {
		return null;
	}

	/**
	 * Completes when the broker has granted all topics and patterns for the first time:
	 * every message published after that reaches the listener while the connection lasts.
	 * Fails with a {@link JoltRejectedException} that names the topic if the broker
	 * refuses one, which ends the subscription to all of them, and with a
	 * {@link JoltException} if the subscription is closed first. A topic that the broker
	 * refuses later, after a reconnect, is reported to {@link ConnectionListener#onError}
	 * and tried again on the next connection; the others are not affected. While the
	 * broker has no room for the subscription's own socket, this waits, and
	 * {@link #state()} is {@link SubscriptionState#REFUSED}.
	 * @return a new future; cancelling it changes nothing
	 */
	CompletableFuture<Void> ready();

	/**
	 * Ends the subscription immediately. After this returns, the listener receives no
	 * more messages; it may still be handling some. Queued messages are dropped and
	 * counted. Idempotent; never blocks.
	 * @return completes when the broker has answered, or without a connection
	 */
	CompletableFuture<Void> unsubscribe();

	/**
	 * Ends the subscription without loss: unsubscribes, and lets the listener handle
	 * everything delivered until the broker answered. If it is paused, this waits for
	 * {@link #resume()} or {@link #close()}. Idempotent; never blocks.
	 * @return completes when the listener has handled the last message
	 */
	CompletableFuture<Void> drain();

	/**
	 * Completes when the broker will deliver nothing more, for whatever reason, while the
	 * listener may still have messages to handle: after {@link #unsubscribe()},
	 * {@link #drain()} or {@link #close()}, when the broker has answered or there is no
	 * connection, a final refusal, or when the client was closed. This method itself ends
	 * nothing.
	 * @return a new future; cancelling it changes nothing
	 */
	CompletableFuture<Void> unsubscribed();

	/**
	 * Completes when the subscription has ended for whatever reason and the listener has
	 * handled the last message: after {@link #unsubscribe()}, {@link #drain()} or
	 * {@link #close()}, a final refusal, or when the client was closed. This method
	 * itself ends nothing.
	 * @return a new future; cancelling it changes nothing
	 */
	CompletableFuture<Void> ended();

	/**
	 * Hands no more messages to the listener, which may still be handling some. The
	 * subscription remains; new messages wait in the queue, and when that is full, the
	 * overflow policy decides. With {@link OverflowPolicy#BLOCK} the broker then holds
	 * messages back, and closes the socket if that exceeds its limits. No thread is held
	 * meanwhile. Idempotent; never blocks.
	 */
	void pause();

	/**
	 * Continues after {@link #pause()} with the queued messages, in order. Idempotent;
	 * blocks only as long as the subscription's executor, if it has one, takes to accept
	 * a task.
	 */
	void resume();

	/**
	 * The current state of the subscription, apart from its client.
	 * @return the state
	 */
	SubscriptionState state();

	/**
	 * Why it is not {@link SubscriptionState#ACTIVE}, unless its client is the reason:
	 * its own socket was lost or cannot connect, or the broker has refused it.
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
	 * How much memory the queued messages take, as counted against the queue's bound.
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
	 * Same as {@link #unsubscribe()}.
	 */
	@Override
	void close();

}
