package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.request.AskRequest;
import io.jolt.client.internal.request.PublishRequest;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.exchange.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * Checks what is published, makes requests of it, and turns whatever is thrown meanwhile
 * into failures. Safe for use by several threads.
 */
final class Publisher {

	private final ClientContext context;

	private final Outbox outbox;

	private final long requestTimeoutNanos;

	// of the publishes with their own time limit
	private final AtomicLong latestDeadlineNanos;

	Publisher(ClientContext context, Outbox outbox) {
		this.context = context;
		this.outbox = outbox;
		this.requestTimeoutNanos = context.options().requestTimeout().toNanos();
		this.latestDeadlineNanos = new AtomicLong(context.nanoTime());
	}

	/**
	 * Publishes a text. Does not throw.
	 * @param topic the topic
	 * @param data the text
	 * @return tells the outcome
	 */
	CompletableFuture<PublishResult> publish(String topic, String data) {
		return publish(new PublishRequest(topic, data, deadline()));
	}

	/**
	 * Publishes a message of the application. Does not throw.
	 * @param message the message
	 * @param options how
	 * @return tells the outcome
	 */
	CompletableFuture<PublishResult> publish(JoltMessage message, PublishOptions options) {
		PublishRequest request;
		try {
			request = new PublishRequest(message, options, deadline(options.timeout()));
			request.requirePermittedHeaders();
		}
		catch (RuntimeException ex) {
			return notSent(ex);
		}
		return publish(request);
	}

	/**
	 * Publishes a message that may have headers of the protocol. Does not throw.
	 * @param message the message
	 * @param options how
	 * @return tells the outcome
	 */
	CompletableFuture<PublishResult> send(JoltMessage message, PublishOptions options) {
		PublishRequest request;
		try {
			request = new PublishRequest(message, options, deadline(options.timeout()));
			request.leaveOut(JoltMessageHeaders.ENCODING);
		}
		catch (RuntimeException ex) {
			return notSent(ex);
		}
		return publish(request);
	}

	/**
	 * Publishes a message that is to be answered. Does not throw.
	 * @param message the message
	 * @param options how
	 * @param sending receives the inbox of the connection that it is sent on
	 * @return tells the outcome
	 */
	CompletableFuture<PublishResult> ask(JoltMessage message, PublishOptions options, Consumer<Inbox> sending) {
		AskRequest request;
		try {
			request = new AskRequest(message, options, deadline(options.timeout()), sending);
			request.leaveOut(JoltMessageHeaders.ENCODING);
			request.leaveOut(JoltMessageHeaders.REPLY_TO);
		}
		catch (RuntimeException ex) {
			return notSent(ex);
		}
		return publish(request);
	}

	private CompletableFuture<PublishResult> publish(PublishRequest request) {
		try {
			this.outbox.publish(request);
			return request;
		}
		catch (RuntimeException ex) {
			return notSent(ex);
		}
	}

	// a message of a user's class may throw anything
	private static CompletableFuture<PublishResult> notSent(RuntimeException cause) {
		return CompletableFuture.failedFuture((cause instanceof JoltNotSentException) ? cause
				: new JoltNotSentException("The message was not sent because it cannot be encoded: " + cause, cause));
	}

	/**
	 * When a request fails that begins now and has no time limit of its own.
	 * @return a time on the client's clock
	 */
	long deadline() {
		return this.context.nanoTime() + this.requestTimeoutNanos;
	}

	/**
	 * When all that was published has ended.
	 * @return a time on the client's clock
	 */
	long latestDeadline() {
		long deadline = deadline();
		long latest = this.latestDeadlineNanos.get();
		return (latest - deadline > 0) ? latest : deadline;
	}

	private long deadline(@Nullable Duration timeout) {
		if (timeout == null) {
			return deadline();
		}
		long deadline = deadlineAfter(timeout);
		this.latestDeadlineNanos.accumulateAndGet(deadline, (known, added) -> (added - known > 0) ? added : known);
		return deadline;
	}

	/**
	 * When a request with its own time limit fails.
	 * @param timeout the limit
	 * @return a time on the client's clock
	 */
	long deadlineAfter(Duration timeout) {
		return Deadlines.after(this.context.nanoTime(), timeout);
	}

}
