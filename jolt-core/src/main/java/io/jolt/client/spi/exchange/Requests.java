package io.jolt.client.spi.exchange;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.spi.Expiry;
import io.jolt.client.spi.LogText;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a client that wait for their replies. Each ends in exactly one way.
 * Safe for use by several threads.
 */
final class Requests {

	private static final String INVALID_REPLY = "invalid_reply";

	private final ExchangeTransport transport;

	private final ExchangeOptions options;

	private final RandomIds ids;

	private final WaitingRequests waiting;

	private final LongAdder unclaimed = new LongAdder();

	Requests(ExchangeTransport transport, ExchangeOptions options, RandomIds ids) {
		this.transport = transport;
		this.options = options;
		this.ids = ids;
		this.waiting = new WaitingRequests(options.maxWaitingRequests());
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the request tells all outcomes
	CompletableFuture<JoltReply> request(JoltMessage message, PublishOptions publishOptions) {
		Duration timeout = publishOptions.timeout();
		Duration patience = (timeout != null) ? timeout : this.options.replyTimeout();
		long deadlineNanos = Deadlines.after(this.transport.nanoTime(), patience);
		WaitingRequest request = this.waiting.add((place) -> new WaitingRequest(this.ids.next(place), message.topic(),
				deadlineNanos, this.waiting::remove));
		if (request == null) {
			return CompletableFuture.failedFuture(new JoltNotSentException("The request to topic '"
					+ LogText.of(message.topic()) + "' was not sent: " + this.options.maxWaitingRequests()
					+ " requests already wait for their replies (maxWaitingRequests)"));
		}
		this.transport.deadlines().watch(request.deadlineNanos());
		JoltMessage sent;
		try {
			sent = Frames.request(message, request.id());
		}
		catch (RuntimeException ex) {
			// a message of a user's class may throw anything, and must not keep a place
			request.completeExceptionally(new JoltNotSentException("The request to topic '"
					+ LogText.of(message.topic()) + "' was not sent because it cannot be read: " + ex, ex));
			return request;
		}
		PublishOptions limited = (timeout != null) ? publishOptions : publishOptions.withTimeout(patience);
		this.transport.ask(sent, limited, request::sending)
			.whenComplete((result, failure) -> published(request, result, failure));
		return request;
	}

	private void published(WaitingRequest request, @Nullable PublishResult result, @Nullable Throwable failure) {
		if (failure != null) {
			request.completeExceptionally(failure);
		}
		else if (result != null && result.subscribers().isPresent() && result.subscribers().getAsInt() == 0) {
			request.completeExceptionally(
					new JoltNoResponderException(
							"Nobody received the request to topic '" + LogText.of(request.topic())
									+ "': nobody is subscribed to it. Is the application that answers it running?",
							null));
		}
		else {
			request.published();
			if (request.deadlineNanos() - this.transport.nanoTime() <= 0) {
				late(request);
			}
		}
	}

	/**
	 * Takes an answer. On the thread that reads.
	 * @param message the answer
	 * @param completions completes the user's future
	 */
	void received(JoltMessage message, Consumer<Runnable> completions) {
		String id = message.headers().get(JoltMessageHeaders.CORRELATION_ID);
		WaitingRequest request = (id != null) ? this.waiting.remove(id) : null;
		if (request == null) {
			this.unclaimed.increment();
		}
		else {
			completions.accept(() -> conclude(request, message));
		}
	}

	private static void conclude(WaitingRequest request, JoltMessage message) {
		String error = message.headers().get(JoltMessageHeaders.ERROR);
		String status = message.headers().getOrDefault(JoltMessageHeaders.STATUS, JoltReply.OK);
		if (error != null) {
			request.completeExceptionally(
					Frames.failure("request to topic '" + LogText.of(request.topic()) + "'", error, message));
		}
		else if (!JoltReply.isStatus(status)) {
			request.completeExceptionally(new JoltReplyErrorException(
					"The reply to the request to topic '" + LogText.of(request.topic()) + "' has an invalid status",
					INVALID_REPLY, ""));
		}
		else {
			request.complete(new JoltReply(status, message));
		}
	}

	/**
	 * An inbox has ended: what waits there waits in vain.
	 * @param inbox the inbox
	 * @param cause why
	 */
	void ended(Inbox inbox, JoltException cause) {
		this.waiting.forEach((request) -> {
			if (request.isSentFrom(inbox)) {
				this.transport.completions()
					.execute(() -> request.completeExceptionally(new JoltOutcomeUnknownException(
							"The outcome of the request to topic '" + LogText.of(request.topic())
									+ "' is not known because the connection ended before the reply: "
									+ cause.getMessage(),
							cause)));
			}
		});
	}

	void expire(Expiry expiry) {
		this.waiting.forEach((request) -> {
			// before that, its publish has the same deadline and knows more
			if (expiry.isLate(request.deadlineNanos()) && request.isPublished()) {
				this.transport.completions().execute(() -> late(request));
			}
		});
	}

	private static void late(WaitingRequest request) {
		request.completeExceptionally(new JoltReplyTimeoutException("Nobody replied in time to the request to topic '"
				+ LogText.of(request.topic()) + "'. Whether somebody handles it is unknown", null));
	}

	void close() {
		JoltException cause = new JoltException("The client was closed");
		this.waiting.forEach((request) -> this.transport.completions()
			.execute(() -> request
				.completeExceptionally(new JoltOutcomeUnknownException("The outcome of the request to topic '"
						+ LogText.of(request.topic()) + "' is not known because the client was closed", cause))));
	}

	int size() {
		return this.waiting.size();
	}

	long unclaimed() {
		return this.unclaimed.sum();
	}

}
