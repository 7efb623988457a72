package io.jolt.spring.core;

import java.util.Map;

import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Converts between Spring messages and Jolt messages, for templates, listener methods and
 * tests. The default, {@link DefaultJoltMessageMapper}, consists of a
 * {@link org.springframework.messaging.converter.MessageConverter} and a
 * {@link JoltHeaderMapper}. Implementations must be safe for use by several threads.
 */
public interface JoltMessageMapper {

	/**
	 * Converts a Spring message to the Jolt message that is published.
	 * @param topic the topic
	 * @param message the message
	 * @return the message to publish
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload cannot be converted
	 */
	JoltMessage toJolt(String topic, Message<?> message);

	/**
	 * Converts a payload to the Jolt message that is published. The default
	 * implementation creates a Spring message first; override it if none is needed.
	 * @param topic the topic
	 * @param payload the payload
	 * @param headers the headers, or {@code null} for none
	 * @return the message to publish
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload cannot be converted
	 */
	default JoltMessage payloadToJolt(String topic, Object payload, @Nullable Map<String, Object> headers) {
		return toJolt(topic, MessageBuilder.createMessage(payload, new MessageHeaders(headers)));
	}

	/**
	 * Converts a delivery to the Spring message that listener methods receive. The
	 * payload may still be text, which is then converted to the type of the method's
	 * parameter.
	 * @param message the message as it was delivered
	 * @return a message whose header {@link JoltHeaders#RECEIVED_TOPIC} is the topic that
	 * it came from
	 */
	Message<?> fromJolt(JoltMessage message);

}
