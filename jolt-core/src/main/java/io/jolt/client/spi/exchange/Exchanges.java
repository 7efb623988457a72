package io.jolt.client.spi.exchange;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.CallOptions;
import io.jolt.client.ExchangeStatus;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;

/**
 * A client's requests and calls, over whichever transport. Safe for use by several
 * threads.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Exchanges {

	/**
	 * Creates a client's exchanges.
	 * @param transport publishes
	 * @param options the limits
	 */
	public Exchanges(ExchangeTransport transport, ExchangeOptions options) {
	}

	/**
	 * As {@link io.jolt.client.JoltClient#request(JoltMessage, PublishOptions)}.
	 * @param message the request
	 * @param options how it is published
	 * @return completes with the reply
	 */
	public CompletableFuture<JoltReply> request(JoltMessage message, PublishOptions options) {
		throw new UnsupportedOperationException();
	}

	/**
	 * As {@link io.jolt.client.JoltClient#call}.
	 * @param first the first item
	 * @param options the options
	 * @return completes with the call
	 */
	public CompletableFuture<JoltCall> call(JoltMessage first, CallOptions options) {
		throw new UnsupportedOperationException();
	}

	/**
	 * As {@link io.jolt.client.JoltClient#reply}.
	 * @param request the request
	 * @param reply the reply
	 * @return completes like a publish
	 */
	public CompletableFuture<PublishResult> reply(JoltMessage request, JoltReply reply) {
		throw new UnsupportedOperationException();
	}

	/**
	 * As {@link io.jolt.client.JoltClient#accept}.
	 * @param open the message that opens the call
	 * @param options the options
	 * @return the call
	 */
	public JoltCall accept(JoltMessage open, CallOptions options) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Takes what reached an inbox. Never blocks; the thread that reads may call it, in
	 * the order of arrival.
	 * @param message the message
	 * @param completions receives what completes users' futures, to be run soon, in order
	 * and not by this method's caller while it holds a lock
	 */
	public void received(JoltMessage message, java.util.function.Consumer<Runnable> completions) {
	}

	/**
	 * An inbox has ended with its connection. Never blocks.
	 * @param inbox the inbox
	 * @param cause why
	 */
	public void ended(Inbox inbox, JoltException cause) {
	}

	/**
	 * The client was closed: ends all that is left. Never blocks.
	 */
	public void close() {
	}

	/**
	 * The present numbers.
	 * @return a snapshot
	 */
	public ExchangeStatus status() {
		return ExchangeStatus.NONE;
	}

}
