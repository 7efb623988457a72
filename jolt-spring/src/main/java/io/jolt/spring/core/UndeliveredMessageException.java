package io.jolt.spring.core;

import io.jolt.client.spi.LogText;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;

/**
 * A publish failed. The text quotes only the beginning of the payload, which may have
 * megabytes.
 */
final class UndeliveredMessageException extends MessageDeliveryException {

	private static final long serialVersionUID = 1L;

	UndeliveredMessageException(String topic, Message<?> message, Throwable cause) {
		super(message, "Publishing to topic '" + LogText.of(topic) + "' failed: "
				+ LogText.of(String.valueOf(cause.getMessage())), cause);
	}

	// the superclass appends the whole message to what getMessage() says
	@Override
	@SuppressWarnings("OverrideThrowableToString")
	public String toString() {
		Message<?> message = getFailedMessage();
		return MessageDeliveryException.class.getName() + ": " + getMessage()
				+ ((message != null) ? ", payload=" + LogText.of(String.valueOf(message.getPayload())) : "");
	}

}
