package io.jolt.spring.core;

import java.util.Map;

import io.jolt.client.JoltMessage;

import org.springframework.messaging.MessageHeaders;

/**
 * Decides which headers are sent and received, and in which form. Implementations must be
 * safe for use by several threads.
 */
public interface JoltHeaderMapper {

	/**
	 * Maps the headers of a message that is sent.
	 * @param headers the headers of the Spring message
	 * @return the headers to send, in their order; of the protocol's, which begin with
	 * {@value io.jolt.client.JoltMessageHeaders#PREFIX}, only an id and a type
	 */
	Map<String, String> fromHeaders(MessageHeaders headers);

	/**
	 * Maps the headers of a delivered message. {@link JoltHeaders#RECEIVED_TOPIC} is
	 * added by the caller.
	 * @param message the delivered message
	 * @return the headers of the Spring message
	 */
	Map<String, Object> toHeaders(JoltMessage message);

}
