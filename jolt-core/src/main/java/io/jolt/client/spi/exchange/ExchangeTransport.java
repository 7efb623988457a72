package io.jolt.client.spi.exchange;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.Deadlines;

/**
 * What requests and calls need from a transport. Its client passes what reaches its inbox
 * to {@link Exchanges#received}, and reports the end of an inbox to
 * {@link Exchanges#ended}. Safe for use by several threads.
 */
public interface ExchangeTransport {

	/**
	 * Publishes a message that is to be answered: adds the header
	 * {@link io.jolt.client.JoltMessageHeaders#REPLY_TO} with the inbox of the connection
	 * that it is sent on, and asks how many subscribers it reaches. Like a publish, it
	 * waits for a connection and does not throw.
	 * @param message the message, with headers of the protocol
	 * @param options how it is published
	 * @param sending receives the inbox before an answer can reach it; not called if
	 * nothing is sent, and again if another connection sends it instead. Must not block
	 * @return completes like a publish; fails with
	 * {@link io.jolt.client.JoltNotSentException} if the broker cannot do this
	 */
	CompletableFuture<PublishResult> ask(JoltMessage message, PublishOptions options, Consumer<Inbox> sending);

	/**
	 * Publishes a message with headers of the protocol.
	 * @param message the message
	 * @param options how it is published
	 * @return completes like a publish
	 */
	CompletableFuture<PublishResult> send(JoltMessage message, PublishOptions options);

	/**
	 * Completes users' futures, away from locks and the thread that reads. Keeps their
	 * order.
	 * @return the executor, which never blocks its caller
	 */
	Executor completions();

	/**
	 * Runs what may block, such as publishing and calling subscribers.
	 * @return the executor, which never blocks its caller
	 */
	Executor threads();

	/**
	 * Watches deadlines.
	 * @return the client's
	 */
	Deadlines deadlines();

	/**
	 * The time on the deadlines' clock.
	 * @return nanoseconds
	 */
	long nanoTime();

}
