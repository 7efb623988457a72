package io.jolt.spring.core;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A message that is sent step by step, as in
 * {@code jolt.message("orders").type("created").header("tenant", "acme").send(order)}.
 * Immutable: each method returns a new object, so that one may be kept, sent from several
 * times, and used by several threads.
 */
public interface JoltMessageSpec {

	/**
	 * Sets the message's type, by which listeners choose.
	 * @param type at most 128 characters, none of them a control character, or
	 * {@code null} for none
	 * @return a message with that type
	 * @throws IllegalArgumentException if it is not a type
	 */
	JoltMessageSpec type(@Nullable String type);

	/**
	 * Sets the message's id.
	 * @param id at most 64 printable ASCII characters, or {@code null} for none
	 * @return a message with that id
	 * @throws IllegalArgumentException if it is not an id
	 */
	JoltMessageSpec id(@Nullable String id);

	/**
	 * Sets a header. It replaces one of that name.
	 * @param name the name
	 * @param value the value, which the header mapper turns into text
	 * @return a message with that header
	 * @throws IllegalArgumentException if only Jolt itself may set that header
	 */
	JoltMessageSpec header(String name, Object value);

	/**
	 * Sets headers beside those already set. Those of a received message may be passed as
	 * {@link org.springframework.messaging.MessageHeaders}: what was about that message
	 * alone, such as where to reply to it, is then left out.
	 * @param headers the headers, which are copied
	 * @return a message with these headers
	 * @throws IllegalArgumentException if only Jolt itself may set one of them
	 */
	JoltMessageSpec headers(Map<String, ?> headers);

	/**
	 * Compresses the text on the wire, unless it is short or would become longer.
	 * @return a message that is compressed
	 */
	default JoltMessageSpec compress() {
		return compress(true);
	}

	/**
	 * Sets whether the text is compressed on the wire, whatever the client's default is.
	 * @param compressed {@code false} to send it as it is
	 * @return a message with that setting
	 */
	JoltMessageSpec compress(boolean compressed);

	/**
	 * Limits how long sending may take, including the wait for room, for a connection and
	 * for the broker's answer. After that it fails, caused by a
	 * {@link io.jolt.client.JoltOutcomeUnknownException} if the message was written by
	 * then, or else by a {@link io.jolt.client.JoltNotSentException}.
	 * @param timeout the limit, positive; the client's request time-out by default
	 * @return a message with that limit
	 * @throws IllegalArgumentException if the limit is not positive
	 */
	JoltMessageSpec timeout(Duration timeout);

	/**
	 * Publishes the message and blocks until the broker has answered.
	 * @param payload the payload, or a Spring message, whose headers are sent beside
	 * those set here, which take precedence
	 * @return the result
	 * @throws org.springframework.messaging.MessageDeliveryException caused by a
	 * {@link io.jolt.client.JoltException}, if the publish was not accepted
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload cannot be converted
	 */
	PublishResult send(Object payload);

	/**
	 * Publishes the message without waiting for the broker's answer, as
	 * {@link JoltOperations#sendAsync(String, Object)} does.
	 * @param payload as in {@link #send(Object)}
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(Object payload);

	/**
	 * Makes a request of the message. Nothing is sent yet.
	 * @param payload as in {@link #send(Object)}
	 * @return the request; the message's {@linkplain #timeout time limit} is that for the
	 * reply, by default the template's reply time-out
	 */
	JoltRequestSpec request(Object payload);

	/**
	 * Sends a stream, and gets one, as
	 * {@link JoltOperations#requestChannel(String, Flow.Publisher, Class)} does. The
	 * message opens the call, with the first item as its payload: the headers are sent
	 * with that item alone, and the {@linkplain #timeout time limit} is that for the call
	 * to be accepted, by default the template's reply time-out.
	 * @param items as in {@link #send(Object)}
	 * @param type the type to convert the answered items to
	 * @param <T> the type
	 * @return the answered items
	 */
	<T> Flow.Publisher<T> requestChannel(Flow.Publisher<?> items, Class<T> type);

	/**
	 * Sends a stream, and gets one, as {@link #requestChannel(Flow.Publisher, Class)}
	 * does.
	 * @param items as in {@link #send(Object)}
	 * @param type the type to convert the answered items to
	 * @param <T> the type
	 * @return the answered items
	 */
	<T> Flow.Publisher<T> requestChannel(Flow.Publisher<?> items, ParameterizedTypeReference<T> type);

}
