package io.jolt.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A client of a Jolt broker that stays connected: it reconnects with back-off and
 * subscribes again. Safe for use by several threads; one client serves an application.
 * <p>
 * Delivery is at most once and nothing is durable: what is published while a subscriber
 * is not connected does not reach it. Order is kept for each connection and topic.
 * <p>
 * A publish ends in exactly one of four ways: it completes (the broker answered or, where
 * {@link PublishResult#acknowledged()} is {@code false}, it was written), or fails with
 * {@link JoltRejectedException} (the broker refused it), {@link JoltNotSentException} (it
 * never reached the broker), or {@link JoltOutcomeUnknownException} (it was written, and
 * nobody knows).
 * <p>
 * Futures complete on a thread of the client's, in the order of the broker's answers: a
 * dependent stage that blocks belongs on an executor of the caller's
 * ({@code thenAcceptAsync}). One that blocks all the same delays other futures by some 50
 * ms, then another thread completes them; up to 64 may block at once. It delays messages
 * and answers by some milliseconds at most.
 */
public interface JoltClient extends AutoCloseable {

	/**
	 * Starts the client and waits until it is open. If the client is already started,
	 * waits until it is open or its current attempt fails; if it is being stopped, waits
	 * for the end of that first. Credentials that the broker has refused twice in a row,
	 * and that are therefore not tried any more, are tried once more, at once.
	 * @throws JoltAuthenticationException if the broker refuses the credentials
	 * @throws JoltException if the first attempt fails; the client is then stopped again
	 * if this call started it. Or if the thread is interrupted while it waits, which
	 * stops nothing
	 * @throws IllegalStateException if the client is closed
	 */
	void connect();

	/**
	 * Starts the client and returns at once, save that it waits for the end of a
	 * {@link #stop()} under way; the client keeps trying until it is open, and after a
	 * connection is lost. Does nothing if it is already started.
	 * @throws IllegalStateException if the client is closed
	 */
	void start();

	/**
	 * Sets what starts this client when something is published, or the broker is pinged,
	 * before the client was ever started: whoever owns the client starts it then, and the
	 * request goes on as if it had been started before. It is not asked any more once the
	 * client was started, stopped or closed. A client that does not know this ignores it,
	 * and such a request fails.
	 * @param starter calls {@link #start()} or {@link #connect()} or nothing, on the
	 * thread of the request, by several at the same time if need be; what it throws fails
	 * the request with {@link JoltNotSentException}. {@code null}, the default, for none
	 */
	default void setStarter(@Nullable Runnable starter) {
	}

	/**
	 * Stops the client, so that it can be started again: flushes the publishes it has
	 * accepted, for at most the request time-out, and ends the connection. Subscriptions
	 * remain and return with the next start. Blocks until it is stopped; does nothing if
	 * it is not started.
	 */
	void stop();

	/**
	 * Closes the client for good, with its subscriptions and threads. Returns in bounded
	 * time from every state; idempotent; may be called from a listener.
	 */
	@Override
	void close();

	/**
	 * Publishes a text. As {@link #publish(JoltMessage)}.
	 * @param topic the topic
	 * @param data the text
	 * @return completes when the broker has answered
	 */
	default CompletableFuture<PublishResult> publish(String topic, String data) {
		return publish(JoltMessage.of(topic, data));
	}

	/**
	 * Publishes a message. While the client is started but not connected, the message
	 * waits in a buffer, at most the request time-out, and goes out after the
	 * resubscriptions. Throws nothing of its own: each failure is the future's.
	 * <p>
	 * May block: while the buffer is full, at most the request time-out; and, on a
	 * platform thread that finds no write under way, while it writes itself: its own
	 * message and a few writes of others' messages at most. That is short while the
	 * broker reads; when it does not, the write time-out ends the connection. A virtual
	 * thread never writes: another thread does, so that to interrupt it does not close
	 * the connection. A thread that is interrupted while it waits for room gives the
	 * message up.
	 * @param message the message
	 * @return completes when the broker has answered
	 */
	default CompletableFuture<PublishResult> publish(JoltMessage message) {
		return publish(message, PublishOptions.DEFAULT);
	}

	/**
	 * Publishes a message with options of its own. As {@link #publish(JoltMessage)}
	 * otherwise.
	 * @param message the message
	 * @param options its time limit, and which of its headers may be left out
	 * @return completes when the broker has answered
	 */
	CompletableFuture<PublishResult> publish(JoltMessage message, PublishOptions options);

	/**
	 * Waits for the end of all publishes that were called before, however they end. Does
	 * not block, but for room in the outgoing buffer, and starts nothing: a publish that
	 * waits for a connection is waited for until its time limit.
	 * @return completes when the futures of those publishes have completed; it does not
	 * fail
	 */
	CompletableFuture<Void> flush();

	/**
	 * Asks the broker for a sign of life, and gives up after the request time-out. As
	 * {@link #ping(Duration)}.
	 * @return completes with the round trip's time; fails as a publish does
	 */
	CompletableFuture<Duration> ping();

	/**
	 * Asks the broker for a sign of life. Blocks only while the outgoing buffer is full,
	 * and never longer than the time limit, by which the future has ended, too: waiting
	 * for room, for a connection, and for the answer counts alike.
	 * @param timeout how long all of it may take, positive
	 * @return completes with the round trip's time, from the write to the answer; fails
	 * as a publish does
	 * @throws IllegalArgumentException if the time limit is not positive
	 */
	CompletableFuture<Duration> ping(Duration timeout);

	/**
	 * Subscribes to a literal topic with the default options.
	 * @param topic the topic
	 * @param listener receives the messages
	 * @return the subscription, which is registered at once and on the wire as soon as
	 * the client is open: see {@link JoltSubscription#ready()}
	 */
	default JoltSubscription subscribe(String topic, JoltMessageListener listener) {
		return subscribe(SubscriptionOptions.forTopic(topic).build(), listener);
	}

	/**
	 * Subscribes to topics and patterns.
	 * @param options what to subscribe to, and how messages wait for the listener
	 * @param listener receives the messages
	 * @return the subscription, which is registered at once and on the wire as soon as
	 * the client is open: see {@link JoltSubscription#ready()}
	 * @throws IllegalStateException if the client is closed
	 */
	JoltSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener);

	/**
	 * Messages for those who ask for them, by the rules of Reactive Streams. Each
	 * {@link Flow.Subscriber} gets a subscription of its own when it subscribes, and the
	 * messages that come from when the broker has granted that, as many as it
	 * {@linkplain Flow.Subscription#request(long) requests}. What nobody has requested
	 * waits in its queue, and when that is full, the overflow policy decides: with
	 * {@link OverflowPolicy#BLOCK} the broker is held back, as after
	 * {@link JoltSubscription#pause()}. No thread waits meanwhile.
	 * <p>
	 * {@code cancel()} ends the subscription and drops what waits, as does a subscriber
	 * that throws, which is reported as a listener's failure. {@code onError} says that
	 * the broker has refused the subscription, that the client was closed already, or
	 * that a subscriber has requested less than one. {@code onComplete} says that the
	 * client was closed; what still waits then is dropped. A {@link #stop()}, or a
	 * connection that is lost, ends nothing: messages come again after the next start.
	 * <p>
	 * A subscriber is called by one thread at a time: {@code onSubscribe} by the one that
	 * subscribes, {@code onNext} where a listener would be, the rest by a thread of the
	 * client's. Subscribing, requesting and cancelling do not block.
	 * @param options what to subscribe to, and how messages wait; concurrency has to be
	 * 1, and {@link SubscriptionOptions#paused()} means nothing
	 * @return the publisher, for any number of subscribers; nothing happens before the
	 * first
	 * @throws IllegalArgumentException if the concurrency is more than 1
	 */
	default Flow.Publisher<JoltMessage> messages(SubscriptionOptions options) {
		return new MessagePublisher(this, options);
	}

	/**
	 * The state at this moment.
	 * @return the state
	 */
	default ConnectionState state() {
		return status().state();
	}

	/**
	 * The client at this moment.
	 * @return a snapshot, whose state and connection go together
	 */
	ClientStatus status();

	/**
	 * Adds a listener.
	 * @param listener hears of what happens from now on
	 */
	void addConnectionListener(ConnectionListener listener);

	/**
	 * Removes a listener.
	 * @param listener the listener; nothing happens if it was not added
	 */
	void removeConnectionListener(ConnectionListener listener);

}
