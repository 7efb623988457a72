package io.jolt.spring.core;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.messaging.core.MessageRequestReplyOperations;
import org.springframework.messaging.core.MessageSendingOperations;

/**
 * Publishing to Jolt topics, and asking those who are subscribed to them. Safe for use by
 * several threads.
 * <p>
 * The operations inherited from {@link MessageSendingOperations} wait for the broker's
 * answer, at most for the client's request time-out, and throw
 * {@link org.springframework.messaging.MessageDeliveryException}, caused by a
 * {@link io.jolt.client.JoltException}, if the publish was not accepted. Those without a
 * topic send to the message's {@link JoltHeaders#TOPIC}, or else to the default topic.
 * <p>
 * The asynchronous operations never throw. Their futures fail with the
 * {@link io.jolt.client.JoltException} itself or, if the payload cannot be converted, a
 * {@link org.springframework.messaging.converter.MessageConversionException}, and
 * complete on one of the client's threads.
 * <p>
 * A {@code CharSequence} payload is sent as its text, {@code byte[]} as UTF-8 text, and
 * everything else as JSON.
 * <p>
 * {@code sendAsync} does not wait for the broker's answer, but may block as
 * {@link JoltClient#publish(JoltMessage)} does: while the outgoing buffer is full, at
 * most for the request time-out, and while a calling platform thread writes the message
 * itself.
 * <p>
 * {@code sendAndReceive} and {@code convertSendAndReceive} block until the reply,
 * whatever its status. Without one they throw an exception whose cause tells why:
 * {@link org.springframework.messaging.MessageHandlingException}, caused by a
 * {@link io.jolt.client.JoltReplyErrorException}, if the other side answered that it
 * failed; otherwise {@link org.springframework.messaging.MessageDeliveryException},
 * caused by a {@link io.jolt.client.JoltNoResponderException} if nobody is subscribed (at
 * once), a {@link io.jolt.client.JoltReplyTimeoutException} if nobody replied in time, a
 * {@link io.jolt.client.JoltOutcomeUnknownException} if the connection ended first, or
 * what a publish fails with. Nothing is asked again. An empty reply, such as that of a
 * method that returned {@code null}, is {@code null}, unless the wanted type is text.
 */
public interface JoltOperations extends MessageSendingOperations<String>, MessageRequestReplyOperations<String> {

	/**
	 * Publishes a map as one payload, and waits as the inherited operations do. Without
	 * this method such a call would be ambiguous: the map might be the headers of a
	 * payload for the default topic. For that, use {@link #convertAndSend(Object, Map)}
	 * with a payload whose static type is {@code Object}.
	 * @param topic the topic
	 * @param payload the payload
	 * @throws MessagingException if it cannot be sent
	 */
	default void convertAndSend(String topic, Map<String, Object> payload) throws MessagingException {
		convertAndSend(topic, (Object) payload);
	}

	/**
	 * Publishes a map as one payload, and waits as the inherited operations do. As
	 * {@link #convertAndSend(String, Map)}.
	 * @param topic the topic
	 * @param payload the payload
	 * @param postProcessor changes the message before it is sent, or {@code null}
	 * @throws MessagingException if it cannot be sent
	 */
	default void convertAndSend(String topic, Map<String, Object> payload, @Nullable MessagePostProcessor postProcessor)
			throws MessagingException {
		convertAndSend(topic, (Object) payload, postProcessor);
	}

	/**
	 * Starts a message that is sent step by step, for example with a type, an id or a
	 * time limit of its own.
	 * @param topic the topic
	 * @return the message, to be sent with {@link JoltMessageSpec#send(Object)} or
	 * {@link JoltMessageSpec#sendAsync(Object)}
	 */
	JoltMessageSpec message(String topic);

	/**
	 * Publishes a payload to the default topic.
	 * @param payload the payload, or a message, which may name its topic in
	 * {@link JoltHeaders#TOPIC}
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(Object payload);

	/**
	 * Publishes a payload.
	 * @param topic the topic
	 * @param payload the payload
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(String topic, Object payload);

	/**
	 * Publishes a payload with headers.
	 * @param topic the topic
	 * @param payload the payload
	 * @param headers the headers, or {@code null} for none
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(String topic, Object payload, @Nullable Map<String, Object> headers);

	/**
	 * Publishes a payload with options of its own.
	 * @param topic the topic
	 * @param payload the payload, or a message with its headers
	 * @param options the time limit, and which headers may be left out
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(String topic, Object payload, PublishOptions options);

	/**
	 * Publishes a message with its headers.
	 * @param topic the topic, whatever the message's headers say
	 * @param message the message
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(String topic, Message<?> message);

	/**
	 * Publishes a message with its headers to the topic in its {@link JoltHeaders#TOPIC}
	 * header, or else to the default topic.
	 * @param message the message
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(Message<?> message);

	/**
	 * Publishes a message as it is: its text is not converted, and its headers are not
	 * mapped.
	 * @param message the message
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(JoltMessage message);

	/**
	 * Publishes a message as it is, with options of its own.
	 * @param message the message
	 * @param options the time limit, and which headers may be left out
	 * @return a future that completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(JoltMessage message, PublishOptions options);

	/**
	 * Blocks until everything that was sent before has completed, successfully or not:
	 * see {@link JoltClient#flush()}.
	 * @throws MessagingException if the thread is interrupted while it waits
	 */
	void flush();

	/**
	 * Asks with a map as one payload, and blocks until the reply. Without this method
	 * such a call would be ambiguous, as with {@link #convertAndSend(String, Map)}.
	 * @param topic the topic
	 * @param request the payload
	 * @param type the type to convert the reply to; {@code Void} for none
	 * @param <T> the type
	 * @return the reply's payload, or {@code null} if it is empty
	 * @throws MessagingException if there is no reply, or it cannot be converted
	 */
	default <T> @Nullable T convertSendAndReceive(String topic, Map<String, Object> request, Class<T> type)
			throws MessagingException {
		return convertSendAndReceive(topic, (Object) request, type);
	}

	/**
	 * Asks with a map as one payload, as
	 * {@link #convertSendAndReceive(String, Map, Class)}.
	 * @param topic the topic
	 * @param request the payload
	 * @param type the type to convert the reply to; {@code Void} for none
	 * @param postProcessor changes the message before it is sent, or {@code null}
	 * @param <T> the type
	 * @return the reply's payload, or {@code null} if it is empty
	 * @throws MessagingException if there is no reply, or it cannot be converted
	 */
	default <T> @Nullable T convertSendAndReceive(String topic, Map<String, Object> request, Class<T> type,
			@Nullable MessagePostProcessor postProcessor) throws MessagingException {
		return convertSendAndReceive(topic, request, null, type, postProcessor);
	}

	/**
	 * Asks, and blocks until the reply, for a type with generics.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the reply to
	 * @param <T> the type
	 * @return the reply's payload, or {@code null} if it is empty
	 * @throws MessagingException if there is no reply, or it cannot be converted
	 */
	<T> @Nullable T convertSendAndReceive(String topic, Object request, ParameterizedTypeReference<T> type)
			throws MessagingException;

	/**
	 * Asks, and blocks until the reply, for a type with generics.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param headers the headers, or {@code null} for none
	 * @param type the type to convert the reply to
	 * @param <T> the type
	 * @return the reply's payload, or {@code null} if it is empty
	 * @throws MessagingException if there is no reply, or it cannot be converted
	 */
	<T> @Nullable T convertSendAndReceive(String topic, Object request, @Nullable Map<String, Object> headers,
			ParameterizedTypeReference<T> type) throws MessagingException;

	/**
	 * Asks without waiting for the reply.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the reply to; {@code Void} for none
	 * @param <T> the type
	 * @return completes with the reply's payload, {@code null} if it is empty; fails with
	 * the {@link io.jolt.client.JoltException} itself. Cancelling it gives the request up
	 */
	<T> CompletableFuture<@Nullable T> requestAsync(String topic, Object request, Class<T> type);

	/**
	 * Asks without waiting for the reply, for a type with generics.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the reply to
	 * @param <T> the type
	 * @return as that of {@link #requestAsync(String, Object, Class)}
	 */
	<T> CompletableFuture<@Nullable T> requestAsync(String topic, Object request, ParameterizedTypeReference<T> type);

	/**
	 * Asks for a stream. Each subscriber opens a call of its own, when it first asks for
	 * items; a method that gives one value answers with a stream of one item. Not more
	 * items are on their way than the subscriber asks for and as many as the client sets
	 * ({@value io.jolt.client.CallOptions#DEFAULT_WINDOW} by default) beyond that. The
	 * stream never completes early: it fails as a request does, and with a
	 * {@link io.jolt.client.JoltCallBrokenException} if a connection ends. Cancelling it
	 * cancels the call. The subscriber is called on one of the client's threads, and may
	 * block. With Reactor, {@link JoltReactiveOperations} is more convenient.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the items to
	 * @param <T> the type
	 * @return the items
	 */
	<T> Flow.Publisher<T> requestStream(String topic, Object request, Class<T> type);

	/**
	 * Asks for a stream, as {@link #requestStream(String, Object, Class)} does.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the items to
	 * @param <T> the type
	 * @return the items
	 */
	<T> Flow.Publisher<T> requestStream(String topic, Object request, ParameterizedTypeReference<T> type);

	/**
	 * Sends a stream, and gets one. The first item opens the call, so there must be one:
	 * an empty stream fails with a {@link io.jolt.client.JoltNotSentException}. The
	 * others are asked for as the other side takes them. If they fail, so does the call
	 * on both sides. Otherwise as {@link #requestStream(String, Object, Class)}.
	 * @param topic the topic
	 * @param items the payloads, or messages
	 * @param type the type to convert the answered items to
	 * @param <T> the type
	 * @return the answered items
	 */
	<T> Flow.Publisher<T> requestChannel(String topic, Flow.Publisher<?> items, Class<T> type);

	/**
	 * Sends a stream, and gets one, as
	 * {@link #requestChannel(String, Flow.Publisher, Class)} does.
	 * @param topic the topic
	 * @param items the payloads, or messages
	 * @param type the type to convert the answered items to
	 * @param <T> the type
	 * @return the answered items
	 */
	<T> Flow.Publisher<T> requestChannel(String topic, Flow.Publisher<?> items, ParameterizedTypeReference<T> type);

}
