package io.jolt.spring.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltReply;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A request that is sent step by step, as in
 * {@code jolt.message("quotes").request(order).as(Quote.class)}. Nothing is sent before
 * one of the methods that return the reply is called; each call sends a request of its
 * own. Immutable, and safe for use by several threads.
 * <p>
 * The blocking methods throw, and the futures fail, as those of {@link JoltOperations}.
 */
public interface JoltRequestSpec {

	/**
	 * Demands one of several statuses, for example {@value JoltReply#OK}. A reply with
	 * another one fails the request with a {@link JoltReplyStatusException}, which has
	 * the reply. By default each status is a reply. Does not apply to streams.
	 * @param wanted the statuses, at least one
	 * @return a request that demands one of these
	 */
	JoltRequestSpec status(String... wanted);

	/**
	 * Asks, and blocks until the reply.
	 * @param type the type to convert the reply to; {@code Void} for none
	 * @param <T> the type
	 * @return the reply's payload, or {@code null} if it is empty
	 * @throws org.springframework.messaging.MessagingException as
	 * {@link JoltOperations#convertSendAndReceive(Object, Object, Class)} does
	 */
	<T> @Nullable T as(Class<T> type);

	/**
	 * Asks, and blocks until the reply, as {@link #as(Class)} does.
	 * @param type the type to convert the reply to
	 * @param <T> the type
	 * @return the reply's payload, or {@code null} if it is empty
	 */
	<T> @Nullable T as(ParameterizedTypeReference<T> type);

	/**
	 * Asks without waiting for the reply.
	 * @param type the type to convert the reply to; {@code Void} for none
	 * @param <T> the type
	 * @return completes with the reply's payload, {@code null} if it is empty; cancelling
	 * it gives the request up
	 */
	<T> CompletableFuture<@Nullable T> asAsync(Class<T> type);

	/**
	 * Asks without waiting for the reply.
	 * @param type the type to convert the reply to
	 * @param <T> the type
	 * @return completes with the reply's payload, {@code null} if it is empty; cancelling
	 * it gives the request up
	 */
	<T> CompletableFuture<@Nullable T> asAsync(ParameterizedTypeReference<T> type);

	/**
	 * Asks, and blocks until the reply.
	 * @return the reply with its status, text and headers
	 * @throws org.springframework.messaging.MessagingException as {@link #as(Class)} does
	 */
	JoltReply reply();

	/**
	 * Asks without waiting for the reply.
	 * @return completes with the reply with its status, text and headers; cancelling it
	 * gives the request up
	 */
	CompletableFuture<JoltReply> replyAsync();

	/**
	 * Opens a call that gives a stream, as
	 * {@link JoltOperations#requestStream(String, Object, Class)} does. The message's
	 * time limit is that for the call to be accepted.
	 * @param type the type to convert the items to
	 * @param <T> the type
	 * @return the items
	 */
	<T> Flow.Publisher<T> stream(Class<T> type);

	/**
	 * Opens a call that gives a stream, as {@link #stream(Class)} does.
	 * @param type the type to convert the items to
	 * @param <T> the type
	 * @return the items
	 */
	<T> Flow.Publisher<T> stream(ParameterizedTypeReference<T> type);

}
