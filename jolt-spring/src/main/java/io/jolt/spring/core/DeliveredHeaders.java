package io.jolt.spring.core;

import java.util.Map;

import org.springframework.messaging.MessageHeaders;

/**
 * The headers of a delivery, without a random id and a timestamp, which cost time and
 * mean nothing here.
 */
final class DeliveredHeaders extends MessageHeaders {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the headers.
	 * @param headers those that the sender set
	 * @param topic the topic that the message came from
	 */
	DeliveredHeaders(Map<String, Object> headers, String topic) {
		super(headers, ID_VALUE_NONE, -1L);
		getRawHeaders().put(JoltHeaders.RECEIVED_TOPIC, topic);
	}

}
