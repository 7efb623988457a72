package io.jolt.spring.core;

import java.util.Map;

import io.jolt.client.JoltMessage;

import org.springframework.messaging.MessageHeaders;

/**
 * Decides which headers travel, and how they look. Called by several threads at once.
 */
public interface JoltHeaderMapper {

	/**
	 * The headers of a message that is sent.
	 * @param headers the headers of the Spring message
	 * @return the headers that travel, in their order
	 */
	Map<String, String> fromHeaders(MessageHeaders headers);

	/**
	 * The headers of a message that was delivered. {@link JoltHeaders#RECEIVED_TOPIC} is
	 * added by the caller.
	 * @param message the delivered message
	 * @return the headers of the Spring message
	 */
	Map<String, Object> toHeaders(JoltMessage message);

}
