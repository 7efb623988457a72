package io.jolt.spring.listener;

import java.util.Map;
import java.util.UUID;

import io.jolt.client.JoltMessage;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltHeaders;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * A delivery as a Spring message, which remembers where it came from.
 */
final class DeliveredMessage extends GenericMessage<String> {

	private static final long serialVersionUID = 1L;

	private final transient JoltMessage source;

	private DeliveredMessage(JoltMessage source, MessageHeaders headers) {
		super(source.data(), headers);
		this.source = source;
	}

	static DeliveredMessage of(JoltMessage source, JoltHeaderMapper headerMapper) {
		return new DeliveredMessage(source, new Headers(headerMapper.toHeaders(source), source.topic()));
	}

	JoltMessage source() {
		return this.source;
	}

	// without the random id and the timestamp, which cost time and mean nothing here
	private static final class Headers extends MessageHeaders {

		private static final long serialVersionUID = 1L;

		private static final UUID NO_ID = ID_VALUE_NONE;

		Headers(Map<String, Object> headers, String topic) {
			super(headers, NO_ID, -1L);
			getRawHeaders().put(JoltHeaders.TOPIC, topic);
		}

	}

}
