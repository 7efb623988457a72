package io.jolt.spring.listener.adapter;

import java.io.Serializable;

import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * What a mapper made of a delivery, and the delivery itself, which some parameters and
 * expressions ask for. Safe for use by several threads.
 */
final class SourcedMessage implements Message<Object>, Serializable {

	private static final long serialVersionUID = 1L;

	private final transient JoltMessage source;

	private final transient Message<?> mapped;

	SourcedMessage(JoltMessage source, Message<?> mapped) {
		this.source = source;
		this.mapped = mapped;
	}

	JoltMessage source() {
		return this.source;
	}

	@Override
	public Object getPayload() {
		return this.mapped.getPayload();
	}

	@Override
	public MessageHeaders getHeaders() {
		return this.mapped.getHeaders();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SourcedMessage that && this.mapped.equals(that.mapped);
	}

	@Override
	public int hashCode() {
		return this.mapped.hashCode();
	}

	@Override
	public String toString() {
		return this.mapped.toString();
	}

	private Object writeReplace() {
		return new GenericMessage<>(getPayload(), getHeaders());
	}

}
