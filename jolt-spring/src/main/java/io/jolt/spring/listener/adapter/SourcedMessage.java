package io.jolt.spring.listener.adapter;

import java.io.Serializable;

import io.jolt.client.JoltMessage;
import io.jolt.spring.internal.LogText;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * A mapped delivery with the delivery itself, which some parameters and expressions need.
 * Safe for use by several threads.
 */
final class SourcedMessage implements Message<Object>, Serializable {

	private static final long serialVersionUID = 1L;

	private final transient JoltMessage source;

	private final transient Message<?> mapped;

	private final transient Object payload;

	SourcedMessage(JoltMessage source, Message<?> mapped) {
		this(source, mapped, mapped.getPayload());
	}

	private SourcedMessage(JoltMessage source, Message<?> mapped, Object payload) {
		this.source = source;
		this.mapped = mapped;
		this.payload = payload;
	}

	/**
	 * Copies a message with a payload.
	 * @param message the original
	 * @param payload the payload
	 * @return the message, from the same source if the original has one
	 */
	static Message<?> withPayload(Message<?> message, Object payload) {
		return (message instanceof SourcedMessage sourced) ? new SourcedMessage(sourced.source, sourced.mapped, payload)
				: new GenericMessage<>(payload, message.getHeaders());
	}

	JoltMessage source() {
		return this.source;
	}

	@Override
	public Object getPayload() {
		return this.payload;
	}

	@Override
	public MessageHeaders getHeaders() {
		return this.mapped.getHeaders();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SourcedMessage that && this.mapped.equals(that.mapped)
				&& this.payload.equals(that.payload);
	}

	@Override
	public int hashCode() {
		return this.mapped.hashCode();
	}

	// an exception quotes the message it concerns
	@Override
	public String toString() {
		return "JoltMessage [topic=" + LogText.of(this.source.topic()) + ", payload=" + LogText.of(this.source.data())
				+ "]";
	}

	private Object writeReplace() {
		return new GenericMessage<>(getPayload(), getHeaders());
	}

}
