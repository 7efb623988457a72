package io.jolt.spring.core;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.messaging.core.MessageSendingOperations;

/**
 * Publishing to Jolt topics. Safe for use by several threads.
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
 */
public interface JoltOperations extends MessageSendingOperations<String> {

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

}
