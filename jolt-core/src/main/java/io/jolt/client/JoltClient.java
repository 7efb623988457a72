package io.jolt.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A client of a Jolt broker that stays connected: it reconnects with back-off and
 * subscribes again. Safe for use by several threads; an application needs only one.
 * <p>
 * Delivery is at most once and nothing is durable: a message published while a subscriber
 * is disconnected never reaches it. Order is kept per connection and topic.
 * <p>
 * A publish ends in exactly one of four ways: it completes (the broker answered or, where
 * {@link PublishResult#acknowledged()} is {@code false}, it was written), or fails with
 * {@link JoltRejectedException} (the broker refused it), {@link JoltNotSentException} (it
 * never reached the broker), or {@link JoltOutcomeUnknownException} (it was written, but
 * the outcome is unknown).
 * <p>
 * Futures complete on one of the client's threads, in the order of the broker's answers.
 * Run a dependent stage that blocks on your own executor ({@code thenAcceptAsync}). If it
 * blocks anyway, it delays other futures by about 50 ms, then another thread completes
 * them; up to 64 stages may block at once. It delays messages and answers by a few
 * milliseconds at most.
 */
public interface JoltClient extends AutoCloseable {

	/**
	 * Starts the client and waits until it is open. If the client is already started,
	 * waits until it is open or its current attempt fails; if it is stopping, first waits
	 * until it has stopped. Credentials that are no longer sent because the broker
	 * refused them twice in a row are tried once more, immediately.
	 * @throws JoltAuthenticationException if the broker refuses the credentials
	 * @throws JoltException if the first attempt fails (the client is then stopped again
	 * if this call started it), or if the thread is interrupted while waiting (which
	 * stops nothing)
	 * @throws IllegalStateException if the client is closed
	 */
	void connect();

	/**
	 * Starts the client without waiting until it is open; blocks only while a
	 * {@link #stop()} is under way. The client keeps trying until it is open, and again
	 * after it loses the connection. Does nothing if it is already started.
	 * @throws IllegalStateException if the client is closed
	 */
	void start();

	/**
	 * Sets a callback that lets the owner start the client when something is published or
	 * the broker is pinged before the client was ever started. The request then continues
	 * as if the client had been started before. The callback is no longer used once the
	 * client was started, stopped or closed. A client that does not support it ignores
	 * it, and such a request fails.
	 * @param starter calls {@link #start()}, {@link #connect()} or neither; runs on the
	 * requesting thread, possibly on several at once; an exception fails the request with
	 * {@link JoltNotSentException}. {@code null}, the default, for none
	 */
	default void setStarter(@Nullable Runnable starter) {
	}

	/**
	 * Stops the client, which can be started again: flushes the publishes it has
	 * accepted, for at most the request time-out, and closes the socket. Subscriptions
	 * remain and resume with the next start. Blocks until the client is stopped; does
	 * nothing if it is not started.
	 */
	void stop();

	/**
	 * Closes the client permanently, with its subscriptions and threads. Returns in
	 * bounded time from every state; idempotent; may be called from a listener.
	 */
	@Override
	void close();

	/**
	 * Publishes a text, like {@link #publish(JoltMessage)}.
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
	 * resubscriptions. Does not throw: every failure completes the future.
	 * <p>
	 * Blocks while the buffer is full, for at most the request time-out. A platform
	 * thread that finds no write under way also blocks while it writes: its own message
	 * and at most a few writes of other threads' messages. That is short while the broker
	 * reads; if it does not, the write time-out closes the socket. A virtual thread never
	 * writes; another thread does, so interrupting it does not close the socket. A thread
	 * that is interrupted while waiting for room gives up the message.
	 * @param message the message
	 * @return completes when the broker has answered
	 */
	default CompletableFuture<PublishResult> publish(JoltMessage message) {
		return publish(message, PublishOptions.DEFAULT);
	}

	/**
	 * Publishes a message with the given options; otherwise like
	 * {@link #publish(JoltMessage)}.
	 * @param message the message
	 * @param options its time limit, and which of its headers are optional
	 * @return completes when the broker has answered
	 */
	CompletableFuture<PublishResult> publish(JoltMessage message, PublishOptions options);

	/**
	 * Publishes a request, and waits for its reply: the first one counts. Like a publish,
	 * it waits for a connection, and it does not throw. The future fails with
	 * <ul>
	 * <li>{@link JoltReplyErrorException} if the other side answers that it failed,</li>
	 * <li>{@link JoltNoResponderException} if nobody is subscribed to the topic,
	 * immediately,</li>
	 * <li>{@link JoltReplyTimeoutException} if nobody replies in time,</li>
	 * <li>what a publish fails with, if the request was not sent or not accepted, or too
	 * many requests already wait ({@link JoltNotSentException}),</li>
	 * <li>{@link JoltOutcomeUnknownException} if the connection ends first, immediately:
	 * a reply would no longer reach this client.</li>
	 * </ul>
	 * Nothing is asked again. Cancelling the future gives the reply up.
	 * @param message the request
	 * @param timeout how long it may take in all, positive
	 * @return completes with the reply, whatever its status
	 * @throws IllegalArgumentException if the time limit is not positive
	 */
	default CompletableFuture<JoltReply> request(JoltMessage message, Duration timeout) {
		return request(message, PublishOptions.DEFAULT.withTimeout(timeout));
	}

	/**
	 * Publishes a request as {@link #request(JoltMessage, Duration)} does.
	 * @param message the request
	 * @param options how it is published, and how long it may take in all: without a
	 * limit, the client's reply time-out
	 * @return completes with the reply, whatever its status
	 */
	CompletableFuture<JoltReply> request(JoltMessage message, PublishOptions options);

	/**
	 * Opens a call: streams of items in both directions. The future fails as that of a
	 * request does, in each case without a call; if the connection ends first, with
	 * {@link JoltCallBrokenException}. Cancelling it gives the call up.
	 * @param first the first item, and the topic
	 * @param options whether more items follow, and how many this side takes at a time
	 * @return completes with the call once a subscriber has accepted it
	 */
	CompletableFuture<JoltCall> call(JoltMessage first, CallOptions options);

	/**
	 * Answers a delivered message that is a request, or opens a call: that gets the reply
	 * as its only item. See {@link JoltDelivery} for a shorter form.
	 * @param request the message as it was delivered
	 * @param reply the reply, or an {@linkplain JoltReply#error error}
	 * @return completes like a publish; fails with an {@link IllegalStateException} if
	 * the message says nowhere to answer
	 */
	CompletableFuture<PublishResult> reply(JoltMessage request, JoltReply reply);

	/**
	 * Accepts a call that a delivered message opens. See {@link JoltDelivery} for a
	 * shorter form. May block for room, as {@link #publish(JoltMessage)} does. If
	 * accepting fails, the call ends with the reason; if another listener of this client
	 * has accepted the call, it ends as cancelled.
	 * @param open the message as it was delivered
	 * @param options how many items this side takes at a time
	 * @return the call
	 * @throws IllegalStateException if the message does not open a call
	 */
	JoltCall accept(JoltMessage open, CallOptions options);

	/**
	 * Subscribes to requests and calls, which the responder answers.
	 * @param options what to subscribe to, and how; members of a
	 * {@linkplain SubscriptionOptions.Builder#group group} share the requests
	 * @param responder answers them
	 * @return the subscription
	 * @throws IllegalStateException if the client is closed
	 */
	default JoltSubscription respond(SubscriptionOptions options, JoltResponder responder) {
		return subscribe(options, new RespondingListener(this, responder));
	}

	/**
	 * Reports when all earlier publishes have ended in any way. Blocks only for room in
	 * the outgoing buffer. Does not start the client: a publish that waits for a
	 * connection does so until its time limit.
	 * @return completes when the futures of those publishes have completed; never fails
	 */
	CompletableFuture<Void> flush();

	/**
	 * Pings the broker, with the request time-out. Like {@link #ping(Duration)}.
	 * @return completes with the round-trip time; fails like a publish
	 */
	CompletableFuture<Duration> ping();

	/**
	 * Pings the broker. Blocks only while the outgoing buffer is full. The time limit
	 * covers waiting for room, for a connection and for the answer together: the call
	 * returns and the future completes by then.
	 * @param timeout the time limit, positive
	 * @return completes with the round-trip time, from the write to the answer; fails
	 * like a publish
	 * @throws IllegalArgumentException if the time limit is not positive
	 */
	CompletableFuture<Duration> ping(Duration timeout);

	/**
	 * Subscribes to a literal topic with the default options.
	 * @param topic the topic
	 * @param listener receives the messages
	 * @return the subscription, which is registered at once and sent to the broker as
	 * soon as the client is open: see {@link JoltSubscription#ready()}
	 */
	default JoltSubscription subscribe(String topic, JoltMessageListener listener) {
		return subscribe(SubscriptionOptions.forTopic(topic).build(), listener);
	}

	/**
	 * Subscribes to topics and patterns.
	 * @param options what to subscribe to, and how messages wait for the listener
	 * @param listener receives the messages
	 * @return the subscription, which is registered at once and sent to the broker as
	 * soon as the client is open: see {@link JoltSubscription#ready()}
	 * @throws IllegalStateException if the client is closed
	 */
	JoltSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener);

	/**
	 * Provides messages on demand, by the rules of Reactive Streams. Each
	 * {@link Flow.Subscriber} gets its own subscription when it subscribes, and, once the
	 * broker has granted it, as many messages as it
	 * {@linkplain Flow.Subscription#request(long) requests}. Messages not yet requested
	 * wait in its queue; when that is full, the overflow policy decides: with
	 * {@link OverflowPolicy#BLOCK} the broker is held back, as after
	 * {@link JoltSubscription#pause()}. No thread waits meanwhile.
	 * <p>
	 * {@code cancel()} ends the subscription and drops the queued messages. So does a
	 * subscriber that throws, which is reported like a failing listener. {@code onError}
	 * means that the broker refused the subscription, that the client was already closed,
	 * or that the subscriber requested fewer than one message. {@code onComplete} means
	 * that the client was closed; queued messages are dropped. A {@link #stop()} or a
	 * lost connection ends nothing: messages resume after the next start or reconnect.
	 * <p>
	 * A subscriber is called by one thread at a time: {@code onSubscribe} on the
	 * subscribing thread, {@code onNext} where a listener would run, the rest on one of
	 * the client's threads. Subscribing, requesting and cancelling do not block.
	 * @param options what to subscribe to, and how messages wait; concurrency must be 1,
	 * and {@link SubscriptionOptions#paused()} is ignored
	 * @return the publisher, for any number of subscribers; nothing happens before the
	 * first
	 * @throws IllegalArgumentException if the concurrency is more than 1
	 */
	default Flow.Publisher<JoltMessage> messages(SubscriptionOptions options) {
		return new MessagePublisher(this, options);
	}

	/**
	 * The current state.
	 * @return the state
	 */
	default ConnectionState state() {
		return status().state();
	}

	/**
	 * The current status of the client.
	 * @return a snapshot, whose state and connection match
	 */
	ClientStatus status();

	/**
	 * Adds a listener.
	 * @param listener is notified of events from now on
	 */
	void addConnectionListener(ConnectionListener listener);

	/**
	 * Removes a listener.
	 * @param listener the listener; ignored if it was not added
	 */
	void removeConnectionListener(ConnectionListener listener);

}
