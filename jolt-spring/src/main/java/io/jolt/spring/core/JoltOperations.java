package io.jolt.spring.core;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.PublishResult;

import org.springframework.messaging.Message;
import org.springframework.messaging.core.MessageSendingOperations;

/**
 * Publishing to Jolt topics. Safe for use by several threads.
 * <p>
 * The operations inherited from {@link MessageSendingOperations} wait until the broker
 * has answered, at most the client's request time-out, and throw
 * {@link org.springframework.messaging.MessageDeliveryException}, caused by a
 * {@link io.jolt.client.JoltException}, if the publish was not accepted. Those without a
 * topic send to {@link JoltHeaders#TARGET_TOPIC} of the message, or else to the default
 * topic.
 * <p>
 * The asynchronous operations throw nothing: each failure is the future's, and it is the
 * {@link io.jolt.client.JoltException} itself or, if the payload cannot be converted, a
 * {@link org.springframework.messaging.converter.MessageConversionException}. Their
 * futures complete on a thread of the client's.
 * <p>
 * A {@code String} payload is sent as it is, {@code byte[]} as UTF-8 text, and everything
 * else as JSON.
 * <p>
 * {@code sendAsync} does not wait for the broker's answer, but may block as
 * {@link JoltClient#publish(JoltMessage)} does: at most the request time-out while the
 * outgoing buffer is full, and while the calling thread, if it is a platform thread,
 * writes the message itself.
 */
public interface JoltOperations extends MessageSendingOperations<String> {

	/**
	 * Publishes a payload.
	 * @param topic the topic
	 * @param payload the payload
	 * @return completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(String topic, Object payload);

	/**
	 * Publishes a message with its headers.
	 * @param topic the topic, whatever the message's headers say
	 * @param message the message
	 * @return completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(String topic, Message<?> message);

	/**
	 * Publishes a message with its headers to the topic in its
	 * {@link JoltHeaders#TARGET_TOPIC} header, or else to the default topic.
	 * @param message the message
	 * @return completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(Message<?> message);

	/**
	 * Publishes a message as it is: its text is not converted, and its headers are not
	 * mapped.
	 * @param message the message
	 * @return completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(JoltMessage message);

	/**
	 * Publishes a message as it is, except that some of its headers may be left out where
	 * they would keep it from being sent, for example because the broker does not know
	 * headers.
	 * @param message the message
	 * @param optionalHeaders the names of those headers
	 * @return completes when the broker has answered
	 */
	CompletableFuture<PublishResult> sendAsync(JoltMessage message, Set<String> optionalHeaders);

}
