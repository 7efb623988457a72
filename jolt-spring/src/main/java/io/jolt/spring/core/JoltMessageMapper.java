package io.jolt.spring.core;

import java.util.Map;

import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/**
 * The one place where a Spring message becomes a Jolt message and the other way round:
 * for the template, for listener methods and for tests. A
 * {@link org.springframework.messaging.converter.MessageConverter} and a
 * {@link JoltHeaderMapper} are parts of the default one,
 * {@link DefaultJoltMessageMapper}. Several threads call it at once.
 */
public interface JoltMessageMapper {

	/**
	 * Makes what is published.
	 * @param topic the topic
	 * @param message the message
	 * @return the message as it travels
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload cannot be converted
	 */
	JoltMessage toJolt(String topic, Message<?> message);

	/**
	 * Makes what is published of a payload alone. The default makes a Spring message
	 * first; a mapper that does not need one overrides it.
	 * @param topic the topic
	 * @param payload the payload
	 * @param headers the headers, or {@code null} for none
	 * @return the message as it travels
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload cannot be converted
	 */
	default JoltMessage payloadToJolt(String topic, Object payload, @Nullable Map<String, Object> headers) {
		return toJolt(topic, MessageBuilder.createMessage(payload, new MessageHeaders(headers)));
	}

	/**
	 * Makes what listener methods see. The payload may still be text: the method's
	 * parameter decides what it is converted to.
	 * @param message the message as it was delivered
	 * @return a message whose header {@link JoltHeaders#RECEIVED_TOPIC} is the topic that
	 * it came from
	 */
	Message<?> fromJolt(JoltMessage message);

}
