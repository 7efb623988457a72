package io.jolt.spring.internal;

import java.io.Serializable;
import java.util.function.Function;

import io.jolt.client.JoltMessage;
import io.jolt.client.spi.EncodedMessage;
import io.jolt.client.spi.LogText;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * A delivery as a Spring message, together with the delivery itself, which some
 * parameters and expressions need. Its headers are created on request: most listeners
 * never need them, and creating them takes longer than the rest of a call. Safe for use
 * by several threads.
 *
 * @param <T> the type of the payload
 */
public final class DeliveredMessage<T> implements Message<T>, Serializable {

	private static final long serialVersionUID = 1L;

	private final transient JoltMessage source;

	private final transient T payload;

	private final transient Function<JoltMessage, MessageHeaders> mapping;

	// null until requested; any thread may create them, because they are immutable and
	// all threads create equal ones
	private transient volatile @Nullable MessageHeaders headers;

	// what its handling shares, null if nothing
	private final transient @Nullable Object exchange;

	private DeliveredMessage(JoltMessage source, T payload, Function<JoltMessage, MessageHeaders> mapping,
			@Nullable Object exchange) {
		this.source = source;
		this.payload = payload;
		this.mapping = mapping;
		this.exchange = exchange;
	}

	/**
	 * Creates a message whose payload is the delivery's text.
	 * @param source the delivery
	 * @param mapping creates the headers, possibly more than once
	 * @return the message
	 */
	public static DeliveredMessage<String> of(JoltMessage source, Function<JoltMessage, MessageHeaders> mapping) {
		return new DeliveredMessage<>(source, source.data(), mapping, null);
	}

	/**
	 * Adds the delivery to the message that it was mapped to.
	 * @param source the delivery
	 * @param mapped the message
	 * @return the same message if it already has this delivery
	 */
	public static DeliveredMessage<?> of(JoltMessage source, Message<?> mapped) {
		return (mapped instanceof DeliveredMessage<?> delivered && delivered.source == source) ? delivered
				: new DeliveredMessage<Object>(source, mapped.getPayload(), (delivery) -> mapped.getHeaders(), null);
	}

	/**
	 * Copies a message with another payload.
	 * @param message the original
	 * @param payload the payload
	 * @return the copy, with the same delivery if the original has one
	 */
	public static Message<?> withPayload(Message<?> message, Object payload) {
		return (message instanceof DeliveredMessage<?> delivered) ? new DeliveredMessage<>(delivered.source, payload,
				(delivery) -> delivered.getHeaders(), delivered.exchange)
				: new GenericMessage<>(payload, message.getHeaders());
	}

	/**
	 * Copies this message for one handling of it.
	 * @param shared what its handling shares
	 * @return the copy
	 */
	public DeliveredMessage<T> in(Object shared) {
		return new DeliveredMessage<>(this.source, this.payload, (delivery) -> getHeaders(), shared);
	}

	/**
	 * What the handling of the message shares.
	 * @return what {@link #in} was called with, or {@code null}
	 */
	public @Nullable Object exchange() {
		return this.exchange;
	}

	/**
	 * The delivery.
	 * @return the delivery
	 */
	public JoltMessage source() {
		return this.source;
	}

	@Override
	public T getPayload() {
		return this.payload;
	}

	@Override
	public MessageHeaders getHeaders() {
		MessageHeaders present = this.headers;
		if (present == null) {
			present = this.mapping.apply(this.source);
			this.headers = present;
		}
		return present;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof DeliveredMessage<?> that && this.payload.equals(that.payload)
				&& getHeaders().equals(that.getHeaders()));
	}

	@Override
	public int hashCode() {
		return this.payload.hashCode() * 31 + getHeaders().hashCode();
	}

	@Override
	public String toString() {
		// exceptions quote the message that they are about
		return "DeliveredMessage [topic=" + LogText.of(this.source.topic()) + ", payload="
				+ LogText.of(EncodedMessage.textOf(this.source)) + "]";
	}

	private Object writeReplace() {
		return new GenericMessage<>(this.payload, getHeaders());
	}

}
