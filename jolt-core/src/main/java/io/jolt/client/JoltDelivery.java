package io.jolt.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A delivered message that may be answered. Safe for use by several threads.
 */
public interface JoltDelivery {

	/**
	 * The message.
	 * @return the message as it was delivered
	 */
	JoltMessage message();

	/**
	 * Whether the message says where to answer.
	 * @return {@code true} if it is a request
	 */
	boolean isRequest();

	/**
	 * Whether the message opens a call, which {@link #accept(CallOptions)} accepts.
	 * @return {@code true} if it does
	 */
	boolean isCall();

	/**
	 * Answers with the status {@value JoltReply#OK}.
	 * @param data the text
	 * @return completes like a publish
	 */
	default CompletableFuture<PublishResult> reply(String data) {
		return reply(JoltReply.OK, data, Map.of());
	}

	/**
	 * Answers a request.
	 * @param status {@value JoltReply#OK} or another word of the application's
	 * @param data the text
	 * @param headers the reply's headers
	 * @return completes like a publish; fails with an {@link IllegalStateException} if
	 * the message is not a request
	 */
	CompletableFuture<PublishResult> reply(String status, String data, Map<String, String> headers);

	/**
	 * Answers that the request failed: the asking side gets a
	 * {@link JoltReplyErrorException}.
	 * @param code a word of the application's, as in {@link JoltReplyException}
	 * @param text an explanation that is safe to show to the asking side
	 * @return completes like a publish; fails with an {@link IllegalStateException} if
	 * the message is not a request
	 */
	CompletableFuture<PublishResult> fail(String code, String text);

	/**
	 * Accepts a call, whose first item the message carries: it is the first of
	 * {@link JoltCall#items()}.
	 * @param options this side's window
	 * @return the call
	 * @throws IllegalStateException if the message does not open a call
	 */
	JoltCall accept(CallOptions options);

	/**
	 * Makes a delivered message answerable.
	 * @param client answers
	 * @param message the message
	 * @return the delivery
	 */
	static JoltDelivery of(JoltClient client, JoltMessage message) {
		return new DefaultJoltDelivery(client, message);
	}

}
