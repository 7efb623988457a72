package io.jolt.client;

import java.util.concurrent.CompletableFuture;

/**
 * A listener's subscription. It outlives connections: after a reconnect the client
 * subscribes again before it is {@link ConnectionState#OPEN}. Several subscriptions to
 * one topic share one subscription on the wire. Safe for use by several threads.
 */
public interface JoltSubscription extends AutoCloseable {

	/**
	 * The topic or, if {@link #isPattern()}, the pattern.
	 * @return the topic or pattern as it was given
	 */
	String topic();

	/**
	 * Whether {@link #topic()} is a pattern.
	 * @return {@code true} for a pattern, {@code false} for a literal topic
	 */
	boolean isPattern();

	/**
	 * Completes when the broker has answered the subscription for the first time: every
	 * message published after that reaches it while the connection stands. Fails with a
	 * {@link JoltRejectedException} if the broker refuses it, and with a
	 * {@link JoltException} if it is closed before.
	 * @return a future of the caller's own: cancelling it changes nothing
	 */
	CompletableFuture<Void> ready();

	/**
	 * Ends the subscription at once. No message is handed to the listener after this
	 * returns, save the one that it may be handling; what is still queued is dropped and
	 * counted. Idempotent; never blocks.
	 * @return completes when the broker has answered, or there is no connection
	 */
	CompletableFuture<Void> unsubscribe();

	/**
	 * Ends the subscription without loss: unsubscribes, and lets the listener handle all
	 * that was delivered until the broker answered. Idempotent; never blocks.
	 * @return completes when the listener has handled the last message
	 */
	CompletableFuture<Void> drain();

	/**
	 * Whether it still receives messages.
	 * @return {@code false} once {@link #unsubscribe()}, {@link #drain()} or
	 * {@link #close()} was called, or the client was closed
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
