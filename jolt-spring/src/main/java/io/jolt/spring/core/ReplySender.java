package io.jolt.spring.core;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;

/**
 * Answers one request later: a parameter of a listener method, which then does not answer
 * by what it returns. May be used by any thread, also after the method has returned, but
 * only once. If the method fails for good, the asking side is told that it failed, unless
 * it already has an answer. Safe for use by several threads.
 */
public interface ReplySender {

	/**
	 * Whether the message says where to answer.
	 * @return {@code false} if nobody waits for an answer
	 */
	boolean isRequest();

	/**
	 * Answers with the status {@value JoltReply#OK}.
	 * @param payload the payload, or a Spring message with headers
	 * @return completes like a publish; fails with an {@link IllegalStateException} if
	 * the message is not a request
	 * @throws IllegalStateException if it was already answered
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload cannot be converted; it can then still be answered
	 */
	default CompletableFuture<PublishResult> send(Object payload) {
		return send(JoltReply.OK, payload);
	}

	/**
	 * Answers with a status.
	 * @param status {@value JoltReply#OK} or another word, at most 64 characters
	 * @param payload the payload, or a Spring message with headers
	 * @return as that of {@link #send(Object)}
	 * @throws IllegalStateException if it was already answered
	 * @throws IllegalArgumentException if it is not a status
	 */
	CompletableFuture<PublishResult> send(String status, Object payload);

	/**
	 * Answers that the request failed: the asking side gets a
	 * {@link io.jolt.client.JoltReplyErrorException}.
	 * @param code a word of the application's, at most 64 characters
	 * @param text an explanation that is safe to show there, possibly empty
	 * @return as that of {@link #send(Object)}
	 * @throws IllegalStateException if it was already answered
	 * @throws IllegalArgumentException if it is not a code
	 */
	CompletableFuture<PublishResult> error(String code, String text);

}
