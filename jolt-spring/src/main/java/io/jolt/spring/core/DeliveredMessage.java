package io.jolt.spring.core;

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;

import io.jolt.client.JoltMessage;
import io.jolt.spring.internal.LogText;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * A delivery as a Spring message. Its headers are created on request: most listeners
 * never need them, and creating them takes longer than the rest of a call. Safe for use
 * by several threads.
 */
final class DeliveredMessage implements Message<String>, Serializable {

	private static final long serialVersionUID = 1L;

	private final transient JoltMessage source;

	private final transient JoltHeaderMapper headerMapper;

	// null until requested; any thread may create them, because they are immutable and
	// all threads create equal ones
	private transient volatile @Nullable MessageHeaders headers;

	private DeliveredMessage(JoltMessage source, JoltHeaderMapper headerMapper) {
		this.source = source;
		this.headerMapper = headerMapper;
	}

	static DeliveredMessage of(JoltMessage source, JoltHeaderMapper headerMapper) {
		DeliveredMessage message = new DeliveredMessage(source, headerMapper);
		// a custom mapper is called once for each delivery, and its exception is the
		// listener's failure
		if (headerMapper.getClass() != DefaultJoltHeaderMapper.class) {
			message.getHeaders();
		}
		return message;
	}

	@Override
	public String getPayload() {
		return this.source.data();
	}

	@Override
	public MessageHeaders getHeaders() {
		MessageHeaders present = this.headers;
		if (present == null) {
			present = new Headers(this.headerMapper.toHeaders(this.source), this.source.topic());
			this.headers = present;
		}
		return present;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof DeliveredMessage that && getPayload().equals(that.getPayload())
				&& getHeaders().equals(that.getHeaders()));
	}

	@Override
	public int hashCode() {
		return getPayload().hashCode() * 31 + getHeaders().hashCode();
	}

	@Override
	public String toString() {
		// exceptions quote the message that they are about
		return "DeliveredMessage [topic=" + LogText.of(this.source.topic()) + ", payload=" + LogText.of(getPayload())
				+ "]";
	}

	private Object writeReplace() {
		return new GenericMessage<>(getPayload(), getHeaders());
	}

	// without the random id and the timestamp, which cost time and mean nothing here
	private static final class Headers extends MessageHeaders {

		private static final long serialVersionUID = 1L;

		private static final UUID NO_ID = ID_VALUE_NONE;

		Headers(Map<String, Object> headers, String topic) {
			super(headers, NO_ID, -1L);
			getRawHeaders().put(JoltHeaders.RECEIVED_TOPIC, topic);
		}

	}

}
