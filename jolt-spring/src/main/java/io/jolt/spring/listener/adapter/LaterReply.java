package io.jolt.spring.listener.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyException;
import io.jolt.client.PublishResult;
import io.jolt.spring.core.ReplySender;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Answers an exchange once.
 */
final class LaterReply implements ReplySender {

	// null if nobody waits for an answer
	private final @Nullable Exchange exchange;

	private final AtomicBoolean answered = new AtomicBoolean();

	LaterReply(@Nullable Exchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public boolean isRequest() {
		return this.exchange != null;
	}

	@Override
	public CompletableFuture<PublishResult> send(String status, Object payload) {
		Assert.notNull(payload, "payload must not be null");
		return answer((this.exchange != null) ? this.exchange.toReply(status, payload) : null);
	}

	@Override
	public CompletableFuture<PublishResult> error(String code, String text) {
		JoltReplyException failure = new JoltReplyException(code, text);
		return answer(JoltReply.error(failure.code(), failure.text()));
	}

	private CompletableFuture<PublishResult> answer(@Nullable JoltReply reply) {
		if (!this.answered.compareAndSet(false, true)) {
			throw new IllegalStateException("The request was already answered: a ReplySender answers once");
		}
		return (this.exchange != null && reply != null) ? this.exchange.send(reply) : CompletableFuture
			.failedFuture(new IllegalStateException("The message is not a request: it says nowhere to answer"));
	}

}
