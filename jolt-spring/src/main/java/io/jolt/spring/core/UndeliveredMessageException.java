package io.jolt.spring.core;

import io.jolt.client.spi.LogText;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;

/**
 * A publish or a request failed. The text quotes only the beginning of the payload, which
 * may have megabytes.
 */
final class UndeliveredMessageException extends MessageDeliveryException {

	private static final long serialVersionUID = 1L;

	UndeliveredMessageException(String topic, Message<?> message, Throwable cause) {
		this("Publishing", topic, message, cause);
	}

	/**
	 * Creates the exception.
	 * @param action what failed
	 * @param topic the topic
	 * @param message what was not delivered, as far as is known
	 * @param cause why
	 */
	UndeliveredMessageException(String action, String topic, Message<?> message, Throwable cause) {
		super(message, action + " to topic '" + LogText.of(topic) + "' failed: "
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
