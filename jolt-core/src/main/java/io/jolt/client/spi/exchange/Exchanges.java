package io.jolt.client.spi.exchange;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.jolt.client.CallOptions;
import io.jolt.client.ExchangeStatus;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.Expiry;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.ProtocolHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A client's requests and calls, over whichever transport. Safe for use by several
 * threads.
 */
public final class Exchanges implements Deadlines.Holder {

	private final ExchangeTransport transport;

	private final Requests requests;

	private final Calls calls;

	/**
	 * Creates a client's exchanges.
	 * @param transport publishes
	 * @param options the limits
	 */
	public Exchanges(ExchangeTransport transport, ExchangeOptions options) {
		RandomIds ids = new RandomIds();
		this.transport = transport;
		this.requests = new Requests(transport, options, ids);
		this.calls = new Calls(transport, options, ids);
		transport.deadlines().add(this);
	}

	/**
	 * As {@link io.jolt.client.JoltClient#request(JoltMessage, PublishOptions)}.
	 * @param message the request
	 * @param options how it is published
	 * @return completes with the reply
	 */
	public CompletableFuture<JoltReply> request(JoltMessage message, PublishOptions options) {
		Objects.requireNonNull(options, "options");
		JoltNotSentException refusal = refusal(Objects.requireNonNull(message, "message"));
		return (refusal != null) ? CompletableFuture.failedFuture(refusal) : this.requests.request(message, options);
	}

	/**
	 * As {@link io.jolt.client.JoltClient#call}.
	 * @param first the first item
	 * @param options the options
	 * @return completes with the call
	 */
	public CompletableFuture<JoltCall> call(JoltMessage first, CallOptions options) {
		Objects.requireNonNull(options, "options");
		JoltNotSentException refusal = refusal(Objects.requireNonNull(first, "first"));
		return (refusal != null) ? CompletableFuture.failedFuture(refusal) : this.calls.open(first, options);
	}

	// of what the application sends, before the headers of the protocol are added
	private static @Nullable JoltNotSentException refusal(JoltMessage message) {
		try {
			ProtocolHeaders.requirePermitted(message.topic(), message.headers());
			return null;
		}
		catch (JoltNotSentException ex) {
			return ex;
		}
	}

	/**
	 * As {@link io.jolt.client.JoltClient#reply}.
	 * @param request the request
	 * @param reply the reply
	 * @return completes like a publish
	 */
	public CompletableFuture<PublishResult> reply(JoltMessage request, JoltReply reply) {
		JoltNotSentException refusal = refusal(Frames.withoutError(Objects.requireNonNull(reply, "reply")));
		if (refusal != null) {
			return CompletableFuture.failedFuture(refusal);
		}
		String replyTo = Frames.replyTo(request);
		if (replyTo == null) {
			return CompletableFuture.failedFuture(new IllegalStateException(
					"The message from topic '" + LogText.of(request.topic()) + "' says nowhere to answer"));
		}
		if (Frames.OPEN.equals(Frames.frame(request))) {
			return replyToCall(request, replyTo, reply);
		}
		return this.transport.send(Frames.reply(request, replyTo, reply), PublishOptions.DEFAULT);
	}

	// a call to what gives one answer gets a stream of one item
	private CompletableFuture<PublishResult> replyToCall(JoltMessage open, String replyTo, JoltReply reply) {
		String id = Frames.call(open);
		if (id == null) {
			return CompletableFuture.failedFuture(new IllegalStateException(
					"The message from topic '" + LogText.of(open.topic()) + "' opens a call without an id"));
		}
		if (this.calls.isAccepted(id)) {
			return outrun(open);
		}
		if (reply.isError()) {
			String code = reply.message()
				.headers()
				.getOrDefault(JoltMessageHeaders.ERROR, JoltReplyException.LISTENER_FAILED);
			// it says whom it is from: another may have accepted the call
			return this.transport.ask(Frames.error(id, replyTo, code, reply.data()), PublishOptions.DEFAULT,
					(inbox) -> {
					});
		}
		CallSession call = this.calls.accept(open, CallOptions.DEFAULT);
		if (call.isConcluded()) {
			return outrun(open);
		}
		CompletableFuture<PublishResult> result = call.send(reply.message())
			.thenApply((sent) -> PublishResult.of(replyTo, null, true));
		call.input().abandon();
		call.end();
		return result;
	}

	private static CompletableFuture<PublishResult> outrun(JoltMessage open) {
		return CompletableFuture.failedFuture(new CancellationException("The answer to the call on topic '"
				+ LogText.of(open.topic()) + "' was not sent: another listener has accepted the call"));
	}

	/**
	 * As {@link io.jolt.client.JoltClient#accept}.
	 * @param open the message that opens the call
	 * @param options the options
	 * @return the call
	 */
	public JoltCall accept(JoltMessage open, CallOptions options) {
		return this.calls.accept(open, options);
	}

	/**
	 * Takes what reached an inbox. Never blocks; the thread that reads may call it, in
	 * the order of arrival.
	 * @param message the message
	 * @param completions receives what completes users' futures, to be run soon and in
	 * order, where users' code may run
	 */
	public void received(JoltMessage message, Consumer<Runnable> completions) {
		String frame = Frames.frame(message);
		if (frame != null) {
			this.calls.received(frame, message, completions);
		}
		else {
			this.requests.received(message, completions);
		}
	}

	/**
	 * An inbox has ended with its connection. Never blocks.
	 * @param inbox the inbox
	 * @param cause why
	 */
	public void ended(Inbox inbox, JoltException cause) {
		this.requests.ended(inbox, cause);
		this.calls.ended(inbox, cause);
	}

	/**
	 * The client was closed: ends all that is left. Never blocks.
	 */
	public void close() {
		this.transport.deadlines().remove(this);
		this.requests.close();
		this.calls.close();
	}

	@Override
	public long expire(long nowNanos) {
		Expiry expiry = new Expiry(nowNanos);
		this.requests.expire(expiry);
		this.calls.expire(expiry);
		return expiry.nextNanos();
	}

	/**
	 * The present numbers.
	 * @return a snapshot
	 */
	public ExchangeStatus status() {
		return new ExchangeStatus(this.requests.size(), this.calls.size(),
				this.requests.unclaimed() + this.calls.unclaimed());
	}

}
